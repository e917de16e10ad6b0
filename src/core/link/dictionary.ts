/**
 * What links of version 1 are packed with: words that most of them hold, so that a short link need not. Never changed: another dictionary
 * is another version.
 */
export const DICTIONARY = [
  // Rarer ones first: what is nearer to the end costs less.
  'rocket-launch-product\nautoplace-control\nasteroid-collector\ncargo-landing-pad\nspace-platform-hub\nspace-platform-starter-pack',
  'promethium-science-pack\ncryogenic-science-pack\nelectromagnetic-science-pack\nagricultural-science-pack\nmetallurgic-science-pack',
  'space-science-pack\nutility-science-pack\nproduction-science-pack\nchemical-science-pack\nmilitary-science-pack\nlogistic-science-pack',
  'automation-science-pack\nlow-density-structure\nrocket-control-unit\nrocket-fuel\nnuclear-fuel\nuranium-fuel-cell\nuranium-235\nuranium-238',
  'speed-module-3\nspeed-module-2\nspeed-module\nproductivity-module-3\nproductivity-module-2\nproductivity-module\nefficiency-module\nquality-module',
  'electric-mining-drill\nburner-mining-drill\nbig-mining-drill\npumpjack\noffshore-pump\nsteam-engine\nsteam-turbine\nboiler\nheat-exchanger\nnuclear-reactor',
  'assembling-machine-3\nassembling-machine-2\nassembling-machine-1\nelectric-furnace\nsteel-furnace\nstone-furnace\nfoundry\nelectromagnetic-plant',
  'chemical-plant\noil-refinery\ncentrifuge\nrocket-silo\ncryogenic-plant\nbiochamber\nrecycler\ncrusher\nlab\nbiolab\nbeacon\nroboport\ncharacter',
  'fast-transport-belt\nexpress-transport-belt\nunderground-belt\ntransport-belt\nsplitter\nlong-handed-inserter\nfast-inserter\nbulk-inserter\ninserter',
  'logistic-robot\nconstruction-robot\nflying-robot-frame\nlocomotive\ncargo-wagon\ntrain-stop\nrail-signal\nsolar-panel\naccumulator\nmedium-electric-pole',
  'light-oil\nheavy-oil\npetroleum-gas\ncrude-oil\nsulfuric-acid\nlubricant\nwater\nsteam\nmolten-iron\nmolten-copper\nlava\nfluoroketone-cold\nsulfur',
  'engine-unit\nelectric-engine-unit\nadvanced-circuit\nprocessing-unit\nelectronic-circuit\ncopper-cable\niron-gear-wheel\niron-stick\nbattery\nexplosives',
  'iron-ore\ncopper-ore\nuranium-ore\ntungsten-ore\ncoal\nstone\nwood\nstone-brick\nconcrete\nplastic-bar\nsteel-plate\ncopper-plate\niron-plate',
  'nauvis\nvulcanus\ngleba\nfulgora\naquilo\nsolar-system-edge\nshattered-planet\nspace-platform\nplayer\nenemy\nneutral\nplayers\ntags\nstops\nicons',
  '-recycling\nparameter-\nintermediate-products\nproduction\nlogistics\ncombat\nfluids\nraw-material\nintermediate-product\nproduction-machine\nsignals',
  'pressure\ngravity\nmagnetic-field\nsolar-power\nday-night-cycle\ncraft-item\nmine-entity\nbuild-entity\ncreate-space-platform\nchemical',
  'stackSize\nfuelValue\nfuelCategory\nweight\nhealth\nsize\nplacedBy\nminedFrom\nfoundOn\nspoilsTo\nplaces\nfuels\ningredients\nproducts\nmodules\npower',
  'crafting-with-fluid\nadvanced-crafting\nrecycling-or-hand-crafting\nbasic-solid\nhand-crafting\nelectronics\nelectronics-with-fluid\npressing\nsmelting',
  '"recipe","technology","item","fluid","crafting",["crafting"],[],[],"[item=","[recipe=","[fluid=","[technology=","/c game.player.insert{name="',
  '"en","de","fr","zh-CN","ja","ru",null,null,null,[],[],[],[],[],[],null,null],0,1,1,[],[[0,1],[1,1]],0.5,["crafting"],[2,3,4],1,1,[],0,0,[0,[1,0]]',
].join('\n');
