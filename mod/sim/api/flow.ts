/** LuaFlowStatistics: totals since the world began. */
import type { LuaFlowStatistics } from 'factorio:runtime';
import { ApiThing, type Flow, type Force, type Surface } from '../world/things';
import type { World } from '../world/world';
import type { Classes } from './members';

export type FlowKind = 'items' | 'fluids' | 'kills' | 'builds' | 'pollution';

export class FlowStatistics extends ApiThing<LuaFlowStatistics> {
  readonly objectName = 'LuaFlowStatistics';
  constructor(readonly flow: Flow) {
    super();
  }
}
const pollution = new WeakMap<World, Map<number, Flow>>();
const emptyFlow = (): Flow => ({ input: new Map(), output: new Map() });

/** Per force and surface; pollution per surface alone. */
export function flowOf(world: World, kind: FlowKind, force: Force | undefined, surface: Surface): Flow {
  if (!force) {
    const all = pollution.get(world) ?? new Map<number, Flow>();
    pollution.set(world, all);
    const found = all.get(surface.index) ?? emptyFlow();
    all.set(surface.index, found);
    return found;
  }
  const key = `${kind}/${surface.index}`;
  const found = force.flows.get(key) ?? emptyFlow();
  force.flows.set(key, found);
  return found;
}
export const flowFor = (world: World, kind: FlowKind, force: Force | undefined, surface: Surface): FlowStatistics =>
  new FlowStatistics(flowOf(world, kind, force, surface));
export const pollutionOf = (world: World, surface: Surface): number =>
  [...flowOf(world, 'pollution', undefined, surface).input.values()].reduce((a, b) => a + b, 0);

export function addFlow(classes: Classes): void {
  classes.add<LuaFlowStatistics, FlowStatistics>('LuaFlowStatistics', {
    valid: { get: () => true },
    // "List of input counts indexed by prototype name. Represents the data that is shown in the left side of the GUI": made.
    input_counts: { get: (f) => new Map(f.flow.input) as never },
    output_counts: { get: (f) => new Map(f.flow.output) as never },
    get_input_count: { call: (f, [name]) => f.flow.input.get(String(name)) ?? 0 },
    get_output_count: { call: (f, [name]) => f.flow.output.get(String(name)) ?? 0 },
  });
}
