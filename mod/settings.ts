/** Settings stage: makes the mod's settings known to the game. Their words are in locale/. */
import { BUDGET, DUMP, INTERVALS, type NumberSetting, PORTS, SWITCHES } from './setting-names';

interface Definition {
  type: 'bool-setting' | 'int-setting' | 'double-setting';
  name: string;
  setting_type: 'startup' | 'runtime-global';
  default_value: boolean | number;
  minimum_value?: number;
  maximum_value?: number;
  order: string;
}
declare const data: { extend(this: unknown, definitions: Definition[]): void };

const definitions: Definition[] = [];
const order = (): string => string.format('%03d', definitions.length);

function numbers(list: NumberSetting[], type: 'int-setting' | 'double-setting'): void {
  for (const { name, value, min, max } of list)
    definitions.push({
      type,
      name,
      setting_type: 'runtime-global',
      default_value: value,
      minimum_value: min,
      maximum_value: max,
      order: order(),
    });
}

definitions.push({ type: 'bool-setting', name: DUMP.name, setting_type: 'startup', default_value: DUMP.value, order: order() });
for (const { name, value } of SWITCHES)
  definitions.push({ type: 'bool-setting', name, setting_type: 'runtime-global', default_value: value, order: order() });
numbers(PORTS, 'int-setting');
numbers(INTERVALS, 'double-setting');
numbers(BUDGET, 'int-setting');
data.extend(definitions);
