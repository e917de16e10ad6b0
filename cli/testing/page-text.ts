/** Pages of the item browser as text that a person can check. */
import type { Amount, Cost, Fact, MachineUse, Page, RecipeRow, Shown, Step } from '../../src/core/prototype/types';

const names = (refs: readonly Shown[]): string => refs.map(({ label }) => label).join(', ');
const round = (value: number): number => Number(value.toPrecision(6));

export function pageText(page: Page): string[] {
  const lines = [`# ${page.ref.label} (${page.ref.kind} ${page.ref.name}, ${page.type})`];
  const say = (heading: string, text: string | null) => text !== null && text !== '' && lines.push(`${heading}: ${text}`);
  say('mod', page.mod);
  say('says', page.description);
  say('group', page.group?.label ?? null);
  say('also', page.names.map(({ language, label }) => `${language} ${label}`).join(', '));
  for (const fact of page.facts) say(`  ${fact.key}`, factText(fact));
  for (const [heading, rows] of Object.entries({ recipe: page.recipes, 'made by': page.made, 'used in': page.used, makes: page.makes }))
    for (const row of rows.slice(0, 6)) lines.push(`${heading}: ${rowText(row)}`);
  for (const use of page.machines) lines.push(`in ${useText(use)}`);
  for (const { key, refs } of page.related) say(key, names(refs));
  if (page.technology !== null) {
    const { step, prerequisites, leadsTo, unlocks, effects, maxLevel } = page.technology;
    say('costs', stepText(step));
    say('after', names(prerequisites));
    say('before', names(leadsTo));
    say('unlocks', names(unlocks));
    for (const effect of effects) say(`  ${effect.key}`, factText(effect));
    say('levels', maxLevel === null ? null : String(maxLevel));
  }
  say('research', page.path === null ? 'never' : page.path.length === 0 ? 'none' : page.path.map(({ ref }) => ref.label).join(' > '));
  say('planets', page.planets === null ? 'anywhere' : names(page.planets) || 'none');
  say('copy', [page.copy.rich, page.copy.command].filter(Boolean).join('  '));
  say('missing', page.missing.join(', '));
  return lines;
}

function amountText({ ref, amount, min, max, probability, temperature, catalyst }: Amount): string {
  const range = min === undefined || max === undefined || min === max ? '' : ` ${min}–${max}`;
  const chance = probability === undefined ? '' : ` ${round(probability * 100)} %`;
  const heat = temperature === undefined ? '' : ` at ${temperature.map((t) => t ?? '').join('…')} °C`;
  return `${round(amount)} ${ref.label}${range}${chance}${heat}${catalyst === undefined ? '' : ` (${catalyst} comes back)`}`;
}

function rowText(row: RecipeRow): string {
  const list = (amounts: readonly Amount[]) => amounts.map(amountText).join(' + ') || 'nothing';
  const time = row.time === null ? '' : ` in ${round(row.time)} s`;
  const by = [row.byHand ? 'hand' : '', names(row.machines)].filter((part) => part !== '').join(', ');
  const from = row.enabled ? 'from the start' : row.unlockedBy.length === 0 ? 'never unlocked' : `by ${names(row.unlockedBy)}`;
  const mode = row.mode === undefined ? '' : `, ${row.mode}`;
  return `${row.ref.label} [${row.sort}${mode}] ${list(row.ingredients)} → ${list(row.products)}${time}; ${by || 'nobody'}; ${from}${row.hidden ? '; hidden' : ''}`;
}

function useText({ machine, speed, time, makes, uses, power, modules, productivity, tooSmall, fuels }: MachineUse): string {
  const rates = (list: MachineUse['makes']) => list.map(({ ref, perMinute }) => `${round(perMinute)} ${ref.label}`).join(', ');
  const more = [
    power === null ? '' : `${round(power)} W`,
    fuels === undefined ? '' : `burns ${fuels.join('/')}`,
    modules > 0 ? `${modules} modules` : '',
    productivity > 0 ? `+${round(productivity * 100)} %` : '',
    tooSmall ? 'too small' : '',
  ].filter((part) => part !== '');
  return `${machine.label}: speed ${round(speed)}, ${round(time)} s, a minute ${rates(makes)} from ${rates(uses)}; ${more.join(', ')}`;
}

function stepText({ cost, trigger }: Step): string {
  if (trigger !== null) return `${trigger.type} ${trigger.count} ${trigger.ref?.label ?? ''}`.trim();
  return cost === null ? '' : costText(cost);
}
const costText = ({ packs, count, formula, time }: Cost): string =>
  `${count ?? formula} × (${packs.map(({ ref, amount }) => `${amount} ${ref.label}`).join(' + ')}), ${time} s each`;

function factText({ value }: Fact): string {
  if (value.type === 'number') return `${round(value.value)}${value.unit ? ` ${value.unit}` : ''}`;
  if (value.type === 'range') return `${value.min ?? ''}…${value.max ?? ''} ${value.unit ?? ''}`.trim();
  if (value.type === 'text') return value.text;
  if (value.type === 'yes') return value.yes ? 'yes' : 'no';
  if (value.type === 'refs')
    return value.refs.map(({ ref, amount }) => `${amount === undefined ? '' : `${amount} `}${ref.label}`).join(', ');
  return value.conditions.map(({ property, min, max }) => `${property.label} ${min ?? ''}…${max ?? ''}`).join(', ');
}
