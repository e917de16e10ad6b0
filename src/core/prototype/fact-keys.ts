/**
 * Every key that a page's facts and related lists can have, in the order pages tell them, so that texts can name them all.
 * Numbers are in the unit beside them; shares are in % (20 is +20 %).
 */
export const FACT_KEYS = [
  // Items
  'stackSize',
  'weight', // kg
  'rocketCapacity', // pieces on one rocket
  'fuelValue', // J
  'fuelCategory', // refs: fuel-category
  'fuelAcceleration', // %
  'fuelTopSpeed', // %
  'fuelEmissions', // %
  'spoilTime', // s
  'durability',
  'magazineSize', // shots
  'importedFrom', // refs: space-location
  'moduleTier',
  'moduleCategory', // text
  'effectSpeed', // %
  'effectProductivity', // %
  'effectConsumption', // %
  'effectPollution', // %
  'effectQuality', // %
  'ammoCategory', // refs: ammo-category
  'damage', // refs: damage-type with the amount of one shot
  'healing', // health of one use
  'range', // tile
  'minimumRange', // tile
  'shotsPerSecond', // /s
  'inventoryBonus', // slots
  'equipmentGrid', // text "10 × 10"
  'providesFlight',
  // Fluids
  'defaultTemperature', // °C
  'maxTemperature', // °C
  'gasTemperature', // °C
  'heatCapacity', // J per unit and °C
  'fluidEmissions', // %
  // Recipes
  'category', // text
  'allowProductivity',
  'allowQuality',
  'maxProductivity', // %
  'recipeEmissions', // %
  'surfaceConditions', // conditions
  'isParameter',
  // Technologies
  'essential',
  'isUpgrade',
  // Entities
  'health',
  'healingRate', // /s
  'size', // text "3 × 3"
  'resistance', // refs: damage-type with %
  'resistanceFlat', // refs: damage-type with points
  'craftingSpeed',
  'miningSpeed',
  'researchSpeed',
  'pumpingSpeed', // /s
  'movementSpeed', // tile/s
  'maxSpeed', // tile/s
  'energyType', // text: electric, burner, heat, fluid, void
  'powerUsage', // W while working, drain included
  'powerDrain', // W while idle
  'powerOutput', // W
  'heatOutput', // W
  'energyBuffer', // J
  'energyInput', // W
  'energyOutput', // W
  'energyPerUse', // J
  'neighbourBonus', // %
  'fuels', // refs: fuel-category
  'fuelEfficiency', // %
  'pollution', // refs: airborne-pollutant with the amount a minute
  'heatingPower', // W against freezing
  'moduleSlots',
  'allowedEffects', // text
  'baseProductivity', // %
  'baseSpeed', // %
  'baseQuality', // %
  'distributionEfficiency', // %
  'supplyArea', // text "7 × 7"
  'miningArea', // text "5 × 5"
  'wireReach', // tile
  'resourceCategories', // text
  'craftingCategories', // text
  'resourceDrain', // %
  'inventorySize', // slots
  'fluidCapacity',
  'fluidUsage', // /s
  'fluidTemperature', // °C, range
  'targetTemperature', // °C
  'beltSpeed', // item/s
  'undergroundDistance', // tile
  'rotationSpeed', // turns /s
  'stackBonus',
  'logisticArea', // text
  'constructionArea', // text
  'chargingPower', // W
  'robotCount',
  'robotCapacity',
  'energyPerTile', // J
  'scanRadius', // chunks
  'nearbyScanRadius', // chunks
  'lightningEfficiency', // %
  'rocketParts',
  'braking',
  'vehicleWeight',
  'thrust', // range, newton-like units of the game
  'buildable', // yes: an item places it
  // Resources and what grows
  'resourceCategory', // text
  'miningTime', // s at speed 1
  'infinite',
  'normalYield', // 100 % is this amount
  'minimumYield', // %
  'growTime', // s
  // Tiles
  'walkingSpeed', // %
  'vehicleFriction', // %
  'absorption', // refs: airborne-pollutant with the amount a minute
  // Places
  'surfaceProperties', // conditions, from = to
  'solarPowerInSpace', // %
  'solarPower', // %
  'dayLength', // s
  'gravityPull',
  'starDistance',
  'connectionLength', // km
  // Quality
  'qualityLevel',
  'qualityMultiplier', // %, of health, speed …
  'qualityNext', // % chance factor
  'qualityBeaconPower', // %
  'qualityResourceDrain', // %
  'qualitySciencePackDrain', // %
  // Equipment
  'equipmentSize', // text "2 × 2"
  'shield',
  'movementBonus', // %
  // Others
  'propertyDefault',
  'technologyDifficulty',
] as const;
export type FactKey = (typeof FACT_KEYS)[number];

/** Headings of lists of refs. */
export const RELATED_KEYS = [
  'places', // item → entity, tile
  'placedBy', // entity, tile → item
  'equips', // item → equipment
  'equippedBy', // equipment → item
  'plants', // seed → plant
  'plantedBy', // plant → seed
  'minedFrom', // item, fluid → resource, tree, rock
  'foundOn', // resource, plant, tile, chunk → planet, connection
  'resources', // planet → resources
  'growsHere', // planet → plants and trees
  'rocksHere', // planet → rocks and other things to mine
  'enemiesHere', // planet → units, spawners
  'tilesHere', // planet → tiles
  'fluidsHere', // planet → fluids of its tiles
  'asteroidsHere', // planet, connection → asteroids and chunks
  'connections', // place → connections
  'from', // connection → place
  'to', // connection → place
  'pumpedFrom', // fluid → tiles
  'spoilsTo', // item → item
  'spoilsFrom', // item → items
  'hatches', // item → entities that it becomes
  'burnsTo', // item → item
  'burntFrom', // item → items
  'burnedIn', // fuel → machines
  'fuels', // machine → items it burns
  'researches', // science pack → technologies
  'usedByLabs', // science pack → labs
  'sciencePacks', // lab → items
  'triggers', // item, entity, fluid → technologies it sets off
  'unlockedBy', // entity, quality, place → technologies
  'ammo', // gun, turret, category → ammo
  'shotBy', // ammo, category → guns and turrets
  'next', // quality, upgrade → next
  'previous', // the other way
  'connectsTo', // spawner → units
  'spawnedBy', // unit → spawners
  'dies', // asteroid → what it breaks into
  'members', // group, category → entries
  'subgroups', // group → subgroups
  'emitters', // pollutant → machines
  'conditionOf', // surface property → recipes and machines
  'modules', // machine → modules it takes
  'gridOf', // equipment → armours and vehicles with a grid for it
  'alternative', // what the game shows in its place
  'samePrototypes', // same name in another kind
] as const;
export type RelatedKey = (typeof RELATED_KEYS)[number];
