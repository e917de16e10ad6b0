/** What is researched, in what order, and for what. */
import { badge, icon, technologyIcon } from './art';
import type { Data, Fields } from './data';

const PACKS: Record<string, string> = {
  a: 'automation-science-pack',
  l: 'logistic-science-pack',
  m: 'military-science-pack',
  c: 'chemical-science-pack',
  p: 'production-science-pack',
  u: 'utility-science-pack',
  s: 'space-science-pack',
  v: 'metallurgic-science-pack',
};

/** `name (drawing): count×seconds packs < needs > recipes`. A drawing with a star has a picture of its own of 256 px. */
const TECHNOLOGIES = `
automation (*assembling-machine-1): 10x10 a < electronics > assembling-machine-1 long-handed-inserter
logistics (*logistics-tech): 20x15 a < > underground-belt splitter
logistics-2 (fast-transport-belt): 200x30 al < logistics logistic-science-pack steel-processing > fast-transport-belt fast-underground-belt fast-splitter
logistics-3 (express-transport-belt): 300x15 alcp < logistics-2 lubricant production-science-pack > express-transport-belt express-underground-belt express-splitter
logistic-science-pack (logistic-science-pack): 75x5 a < automation > logistic-science-pack
steel-processing (steel-plate): 50x5 a < > steel-plate steel-chest
automation-2 (assembling-machine-2): 40x15 al < automation steel-processing logistic-science-pack > assembling-machine-2
automation-3 (assembling-machine-3): 150x60 alcp < automation-2 speed-module production-science-pack > assembling-machine-3
advanced-material-processing (steel-furnace): 75x30 al < steel-processing logistic-science-pack > steel-furnace
advanced-material-processing-2 (electric-furnace): 250x30 alc < advanced-material-processing chemical-science-pack > electric-furnace
engine (engine-unit): 100x15 al < steel-processing logistic-science-pack > engine-unit pump
electric-engine (electric-engine-unit): 50x30 alc < lubricant engine > electric-engine-unit
electric-energy-distribution-1 (medium-electric-pole): 120x30 al < electronics steel-processing logistic-science-pack > medium-electric-pole big-electric-pole
electric-energy-distribution-2 (substation): 100x45 alc < electric-energy-distribution-1 chemical-science-pack > substation
fast-inserter (fast-inserter): 30x15 a < automation > fast-inserter
bulk-inserter (bulk-inserter): 150x30 al < fast-inserter logistics-2 advanced-circuit > bulk-inserter
fluid-handling (storage-tank): 50x15 al < automation logistic-science-pack engine > storage-tank barrel water-barrel empty-water-barrel lubricant-barrel empty-lubricant-barrel crude-oil-barrel empty-crude-oil-barrel
oil-gathering (pumpjack): 100x30 al < fluid-handling > pumpjack
advanced-oil-processing (heavy-oil): 75x30 alc < chemical-science-pack > advanced-oil-processing heavy-oil-cracking light-oil-cracking
lubricant (lubricant): 50x30 alc < advanced-oil-processing > lubricant
plastics (plastic-bar): 200x30 al < oil-processing > plastic-bar
sulfur-processing (sulfur): 150x30 al < oil-processing > sulfur sulfuric-acid
explosives (explosives): 100x15 al < sulfur-processing > explosives
battery (battery): 150x30 al < sulfur-processing > battery personal-battery
advanced-circuit (advanced-circuit): 200x15 al < plastics > advanced-circuit
processing-unit (processing-unit): 300x30 alc < advanced-circuit sulfur-processing chemical-science-pack > processing-unit
chemical-science-pack (chemical-science-pack): 75x10 al < advanced-circuit sulfur-processing engine > chemical-science-pack
railway (rail): 75x30 al < logistics-2 engine > rail locomotive cargo-wagon
automated-rail-transportation (train-stop): 75x30 al < railway > train-stop rail-signal rail-chain-signal
elevated-rail (rail): 200x30 alc < railway concrete > rail-support
fluid-wagon (fluid-wagon): 200x30 al < railway fluid-handling > fluid-wagon
automobilism (car): 100x30 al < engine logistics-2 > car
solar-energy (solar-panel): 250x60 al < steel-processing logistic-science-pack > solar-panel
electric-energy-accumulators (accumulator): 150x30 al < battery electric-energy-distribution-1 > accumulator
landfill (landfill): 50x30 al < logistic-science-pack > landfill
concrete (concrete): 250x30 al < advanced-material-processing automation-2 > concrete hazard-concrete refined-concrete
circuit-network (decider-combinator): 100x15 al < electronics logistic-science-pack > arithmetic-combinator decider-combinator constant-combinator power-switch programmable-speaker display-panel
military (gun): 10x15 a < > submachine-gun
military-2 (piercing-rounds-magazine): 20x15 al < military steel-processing logistic-science-pack > piercing-rounds-magazine grenade
military-science-pack (military-science-pack): 30x10 al < military-2 stone-wall > military-science-pack
stone-wall (stone-wall): 10x10 a < > stone-wall
gate (gate): 100x30 al < stone-wall military-2 > gate
gun-turret (gun-turret): 10x10 a < > gun-turret
flamethrower (flamethrower-turret): 50x30 alm < oil-processing military-science-pack > flamethrower-turret
laser-turret (*laser-turret): 200x30 almc < battery military-science-pack chemical-science-pack > laser-turret
tank (tank): 250x30 almc < automobilism explosives military-science-pack chemical-science-pack > tank
modular-armor (armor): 30x30 al < advanced-circuit > modular-armor personal-shield
modules (speed-module): 100x30 al < advanced-circuit > speed-module efficiency-module
speed-module (speed-module-2): 75x30 alc < modules processing-unit > speed-module-2 efficiency-module-2
speed-module-3 (speed-module-3): 300x60 alcp < speed-module production-science-pack > speed-module-3 efficiency-module-3
productivity-module (productivity-module): 50x30 al < modules > productivity-module
productivity-module-2 (productivity-module-2): 75x30 alc < productivity-module processing-unit > productivity-module-2
productivity-module-3 (productivity-module-3): 300x60 alcp < productivity-module-2 production-science-pack > productivity-module-3
quality-module (quality-module): 50x30 al < modules > quality-module
quality-module-2 (quality-module-2): 75x30 alc < quality-module processing-unit > quality-module-2
quality-module-3 (quality-module-3): 300x60 alcp < quality-module-2 production-science-pack > quality-module-3
effect-transmission (beacon): 75x30 alcp < advanced-circuit production-science-pack > beacon
robotics (flying-robot-frame): 75x30 alc < electric-engine battery > flying-robot-frame
logistic-robotics (logistic-robot): 250x30 alc < robotics > roboport logistic-robot passive-provider-chest storage-chest
construction-robotics (construction-robot): 100x30 alc < robotics > roboport construction-robot
logistic-system (requester-chest): 500x30 alcu < logistic-robotics utility-science-pack > active-provider-chest buffer-chest requester-chest
low-density-structure (low-density-structure): 400x45 alc < chemical-science-pack > low-density-structure
rocket-fuel (rocket-fuel): 300x45 alc < advanced-oil-processing > rocket-fuel solid-fuel
production-science-pack (production-science-pack): 100x30 alc < railway productivity-module advanced-material-processing-2 > production-science-pack
utility-science-pack (utility-science-pack): 100x30 alc < robotics processing-unit low-density-structure > utility-science-pack
uranium-processing (uranium-ore): 200x30 alc < chemical-science-pack concrete > centrifuge uranium-processing uranium-fuel-cell uranium-rounds-magazine
nuclear-power (nuclear-reactor): 800x30 alc < uranium-processing > nuclear-reactor heat-pipe heat-exchanger steam-turbine
nuclear-fuel-reprocessing (uranium-fuel-cell): 1500x30 alcp < nuclear-power production-science-pack > uranium-fuel-reprocessing uranium-enrichment
rocket-silo (*rocket): 1000x45 alcpu < low-density-structure rocket-fuel concrete utility-science-pack production-science-pack > rocket-silo rocket-part cargo-landing-pad
space-platform (platform): 500x60 alcpu < rocket-silo > space-platform-starter-pack space-platform-foundation cargo-bay
space-platform-thruster (thruster): 500x60 alcpus < space-science-pack > thruster thruster-fuel thruster-oxidizer
asteroid-handling (asteroid): 300x60 alcpu < space-platform > crusher metallic-asteroid-crushing asteroid-collector steam-condensation
`;

export function addTechnologies(data: Data): void {
  for (const text of TECHNOLOGIES.split('\n')) {
    const row = /^([\w-]+) \((\*?)([\w-]+)\): (\d+)x(\d+) (\w+) < ?([^>]*)> (.*)$/.exec(text.trim());
    if (row === null) continue;
    const [, name = '', large, art = '', count, time, packs = '', needs = '', recipes = ''] = row;
    data.add('technology', name, {
      ...picture(art, large === '*'),
      ...unlocks(recipes),
      ...prerequisites(needs),
      unit: { count: Number(count), time: Number(time), ingredients: packsOf(packs) },
    });
  }
  addTriggered(data);
  addEndless(data);
}

/** Two ways to give a picture: 256 px of its own, or the item's, made larger. */
const picture = (art: string, large: boolean): Fields => (large ? { icon: technologyIcon(art), icon_size: 256 } : { icon: icon(art) });
const packsOf = (letters: string) => [...letters].map((letter) => [PACKS[letter]!, 1]);
const unlocks = (recipes: string): Fields => ({
  effects: recipes
    .trim()
    .split(/\s+/)
    .map((recipe) => ({ type: 'unlock-recipe', recipe })),
});
const prerequisites = (needs: string): Fields => (needs.trim() === '' ? {} : { prerequisites: needs.trim().split(/\s+/) });

/** Not paid with science: something has to be done. */
function addTriggered(data: Data): void {
  const add = (name: string, art: string, trigger: Fields, recipes: string, needs = '', more: Fields = {}) =>
    data.add('technology', name, {
      ...picture(art, false),
      ...unlocks(recipes),
      ...prerequisites(needs),
      research_trigger: trigger,
      ...more,
    });
  add(
    'steam-power',
    'steam-engine',
    { type: 'craft-item', item: 'iron-plate', count: 50 },
    'pipe pipe-to-ground offshore-pump boiler steam-engine',
  );
  add(
    'electronics',
    'electronic-circuit',
    { type: 'craft-item', item: 'copper-plate', count: 10 },
    'inserter small-electric-pole small-lamp lab',
    'steam-power',
  );
  add(
    'electric-mining-drill',
    'electric-mining-drill',
    { type: 'craft-item', item: { name: 'electronic-circuit' }, count: 10 },
    'electric-mining-drill radar',
    'electronics',
    {
      ...picture('electric-mining-drill', true),
    },
  );
  add(
    'oil-processing',
    'oil-refinery',
    { type: 'mine-entity', entity: 'crude-oil' },
    'oil-refinery chemical-plant basic-oil-processing',
    'oil-gathering',
    picture('oil-refinery', true),
  );
  add('space-science-pack', 'space-science-pack', { type: 'create-space-platform' }, 'space-science-pack', 'space-platform');
  add(
    'tungsten-carving',
    'electric-mining-drill',
    { type: 'mine-entity', entity: 'tungsten-ore' },
    'big-mining-drill tungsten-plate molten-iron',
    'planet-discovery-vulcanus',
  );
  add(
    'foundry',
    'foundry',
    { type: 'craft-item', item: 'tungsten-plate', count: 20 },
    'foundry casting-steel molten-iron-from-lava',
    'tungsten-carving',
  );
  add(
    'metallurgic-science-pack',
    'metallurgic-science-pack',
    { type: 'build-entity', entity: 'foundry' },
    'metallurgic-science-pack',
    'foundry',
  );
  add(
    'electromagnetic-plant',
    'electromagnetic-plant',
    { type: 'build-entity', entity: { name: 'lab', quality: 'good' } },
    'electromagnetic-plant',
    'planet-discovery-fulgora',
  );
  add(
    'agriculture',
    'seed',
    { type: 'mine-entity', entity: 'sunberry-bush' },
    'agricultural-tower sunberry-processing nutrients-from-spoilage biochamber',
    'planet-discovery-gleba',
  );
  for (const planet of ['vulcanus', 'gleba', 'fulgora', 'aquilo'])
    data.add('technology', `planet-discovery-${planet}`, {
      ...(planet === 'vulcanus' ? picture('vulcanus', true) : { icon: icon(planet) }),
      localised_name: ['technology-name.discovery', [`space-location-name.${planet}`]],
      effects: [{ type: 'unlock-space-location', space_location: planet, use_icon_overlay_constant: true }],
      ...prerequisites(planet === 'aquilo' ? 'metallurgic-science-pack electromagnetic-plant agriculture' : 'space-platform-thruster'),
      unit: { count: planet === 'aquilo' ? 3000 : 1000, time: 60, ingredients: packsOf(planet === 'aquilo' ? 'alcpusv' : 'alcpus') },
    });
}

/** Levels: the picture with a badge is 292 px wide, because the badge hangs over. */
function addEndless(data: Data): void {
  const badged = (art: string, mark: string): Fields => ({
    icons: [
      { icon: technologyIcon(art), icon_size: 256 },
      { icon: badge(mark), icon_size: 128, scale: 0.5, shift: [50, 50], floating: true },
    ],
  });
  data.add('technology', 'mining-productivity-1', {
    ...badged('electric-mining-drill', 'constant-mining'),
    ...{
      effects: [{ type: 'mining-drill-productivity-bonus', modifier: 0.1 }],
      prerequisites: ['logistic-science-pack', 'electric-mining-drill'],
      upgrade: true,
    },
    unit: { count: 250, time: 60, ingredients: packsOf('al') },
  });
  data.add('technology', 'mining-productivity-2', {
    ...badged('electric-mining-drill', 'constant-mining'),
    ...{
      effects: [{ type: 'mining-drill-productivity-bonus', modifier: 0.1 }],
      prerequisites: ['mining-productivity-1', 'space-science-pack'],
      upgrade: true,
    },
    ...{ max_level: 'infinite', localised_name: ['technology-name.mining-productivity'] },
    unit: { count_formula: '1000*(L - 1)', time: 60, ingredients: packsOf('alcpus') },
  });
  data.add('technology', 'laser-shooting-speed-1', {
    ...badged('laser-turret', 'constant-speed'),
    ...{
      effects: [{ type: 'gun-speed', ammo_category: 'laser', modifier: 0.2 }],
      prerequisites: ['laser-turret'],
      upgrade: true,
      max_level: 4,
    },
    unit: { count_formula: '2^L*100', time: 30, ingredients: packsOf('almc') },
  });
  data.add('technology', 'closed-path', {
    icon: icon('rocket'),
    enabled: false,
    visible_when_disabled: true,
    prerequisites: ['rocket-silo'],
    unit: { count: 1, time: 1, ingredients: packsOf('a') },
  });
}
