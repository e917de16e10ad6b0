/** The settings stage and what became of it: `settings.startup`, `settings.global`. */
import { GameError } from './lua/values';

interface Setting {
  type: string;
  name: string;
  setting_type: 'startup' | 'runtime-global' | 'runtime-per-user';
  default_value: unknown;
  minimum_value?: number;
  maximum_value?: number;
  allowed_values?: unknown[];
}

export class GameSettings {
  /** The settings stage has run. */
  known = false;
  private readonly values = new Map<string, { setting: Setting; value: unknown }>();

  /** What `data:extend` of the settings stage got. */
  extend(prototypes: unknown): void {
    // A list that is empty comes as a record that is.
    for (const setting of Object.values(prototypes as Record<string, Setting>)) {
      const type = /^(bool|int|double|string|color)-setting$/.exec(setting.type)?.[1];
      if (!type) throw new GameError(`data:extend: ${setting.type} is no setting`);
      if (setting.default_value === undefined && type !== 'string') throw new GameError(`setting ${setting.name} has no default_value`);
      this.values.set(setting.name, { setting, value: setting.default_value });
    }
  }

  set(name: string, value: unknown): Setting {
    const found = this.values.get(name);
    if (!found) throw new GameError(`no setting ${name}`);
    const { setting } = found;
    if (typeof value !== typeof setting.default_value) throw new GameError(`setting ${name} is of another type`);
    if (typeof value === 'number' && (value < (setting.minimum_value ?? value) || value > (setting.maximum_value ?? value)))
      throw new GameError(`setting ${name} is out of range: ${value}`);
    if (setting.allowed_values && !setting.allowed_values.includes(value))
      throw new GameError(`setting ${name} does not allow ${String(value)}`);
    found.value = value;
    return setting;
  }

  of(kind: 'startup' | 'global'): Map<string, { value: unknown }> {
    const type = kind === 'startup' ? 'startup' : 'runtime-global';
    return new Map(
      [...this.values].filter(([, { setting }]) => setting.setting_type === type).map(([name, { value }]) => [name, { value }]),
    );
  }
}
