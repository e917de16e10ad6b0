/**
 * Who may import whom. The TypeScript projects already refuse most wrong imports; this says all of it in one place, sees
 * cycles, and knows the packages too.
 */

const tests = '\\.test\\.tsx?$|/testing/';

/** The mod's files for the game; its folders (the simulated game, the sample) run in Node. */
const game = '^mod/[^/]+\\.ts$';

/** Each row: a layer, where it lies, what it may import beside itself. */
const layers = {
  core: { at: '^src/core/', may: [] },
  import: { at: '^src/import/', may: ['core'] },
  store: { at: '^src/store/', may: ['core'] },
  'worker-api': { at: '^src/worker-api/', may: ['core'] },
  client: { at: '^src/client/', may: ['core', 'worker-api'] },
  texts: { at: '^src/texts/', may: ['core'] },
  state: { at: '^src/state/', may: ['core', 'client', 'texts'] },
  views: { at: '^src/views/', may: ['core', 'client', 'state', 'texts'] },
  main: { at: '^src/[^/]+$', may: ['core', 'worker-api', 'client', 'state', 'views', 'texts'] },
  workers: { at: '^workers/', may: ['core', 'import', 'store', 'worker-api'] },
  cli: { at: '^cli/', may: ['core', 'import'] },
};

/** Packages that belong to some layers alone. */
const packages = {
  idb: ['store'],
  comlink: ['client', 'workers', 'worker-api', 'main', 'cli'],
  leaflet: ['views'],
  uplot: ['views'],
  'lean-qr': ['views'],
  preact: ['views', 'main'],
  '@preact/signals': ['state', 'views', 'main'],
  '@jsquash': ['workers', 'cli'],
  'workbox-[^/]+': ['workers'],
  mediabunny: ['workers'],
  ws: ['cli'],
  sirv: ['cli'],
  jose: ['cli'],
  'prom-client': ['cli'],
};

/** @param {string[]} names */
const paths = (names) => names.map((name) => layers[/** @type {keyof typeof layers} */ (name)].at);

/**
 * @param {string} name
 * @param {import('dependency-cruiser').IRegularForbiddenRuleType['from']} from
 * @param {import('dependency-cruiser').IRegularForbiddenRuleType['to']} to
 * @returns {import('dependency-cruiser').IRegularForbiddenRuleType}
 */
const never = (name, from, to) => ({ name, severity: 'error', from, to });

export const forbidden = [
  never('no-cycles', {}, { circular: true }),
  // The game's API is declared by typed-factorio as modules of these names, which no file has.
  never('not-found', {}, { couldNotResolve: true, pathNot: '^factorio:' }),
  ...Object.entries(layers).map(([name, { at, may }]) =>
    never(
      `${name}-imports-only-${['itself', ...may].join('-')}`,
      { path: at, pathNot: tests },
      { path: '^(src|workers|cli|mod|e2e|bench|scripts)/', pathNot: paths([name, ...may]) },
    ),
  ),
  never(
    'mod-imports-only-the-packets-schema-and-writer',
    { path: game, pathNot: tests },
    { path: '^(src|workers|cli|e2e|bench|scripts|mod/[^/]+)/', pathNot: '^src/core/packet/(schema|write)\\.ts$' },
  ),
  never(
    'the-simulated-game-knows-nothing-of-the-mod',
    { path: '^mod/sim/', pathNot: tests },
    { path: '^(src|workers|cli|e2e|bench|scripts|mod/(?!sim/))' },
  ),
  never('schema-imports-nothing', { path: '^src/core/packet/schema\\.ts$' }, {}),
  never('no-node-on-the-site', { path: ['^(src|workers)/', game], pathNot: tests }, { dependencyTypes: ['core'] }),
  ...Object.entries(packages).map(([name, users]) =>
    never(
      `${name.replace('[^/]+', '')}-only-in-${users.join('-')}`,
      { path: '^(src|workers|cli|mod)/', pathNot: [...paths(users), tests] },
      { path: `^node_modules/${name}/` },
    ),
  ),
];

/** @type {import('dependency-cruiser').ICruiseOptions} */
export const options = {
  // Imports of types count: a layer that knows another's types knows the layer.
  tsPreCompilationDeps: true,
  doNotFollow: { path: 'node_modules' },
  exclude: { path: '^src/core/kernels/(assembly|build)/' },
  enhancedResolveOptions: {
    extensions: ['.ts', '.tsx', '.mjs', '.js', '.d.ts', '.json', '.css'],
    exportsFields: ['exports'],
    conditionNames: ['import', 'types', 'default'],
  },
};
