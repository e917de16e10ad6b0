/** Tags that players put on the map. */
import type { LuaCustomChartTag, LuaForce, SignalID } from 'factorio:runtime';
import type { TagState, TagsPacket, Tick } from '../src/core/packet/schema';
import { listen, listenAll } from './events';
import { pushEvent } from './queue';

/** "item/iron-plate"; a signal without a type is an item. */
function iconOf(icon: SignalID | null | undefined): string | undefined {
  const name = icon?.name;
  return name === undefined ? undefined : `${icon!.type ?? 'item'}/${name}`;
}

export function tagState(tag: LuaCustomChartTag): TagState {
  const { x, y } = tag.position;
  const told: TagState = { id: tag.tag_number, at: [x, y], text: tag.text };
  const icon = iconOf(tag.icon);
  if (icon !== undefined) told.icon = icon;
  const by = tag.last_user;
  if (by != null) told.by = by.index;
  return told;
}

const packetOf = (surface: number, force: LuaForce, list: TagState[], tick: Tick): TagsPacket => ({
  kind: 'tags',
  tick,
  surface,
  force: force.index,
  list,
});

interface TagEvent {
  tag: LuaCustomChartTag;
  force: LuaForce;
  tick: number;
}

listenAll<TagEvent & { old_surface?: { index: number } }>(
  ['on_chart_tag_added', 'on_chart_tag_modified'],
  ({ tag, force, tick, old_surface }) => {
    if (!tag.valid) return;
    const surface = tag.surface.index;
    if (old_surface !== undefined && old_surface.index !== surface)
      pushEvent(packetOf(old_surface.index, force, [{ id: tag.tag_number, gone: true }], tick));
    pushEvent(packetOf(surface, force, [tagState(tag)], tick));
  },
);
listen<TagEvent>('on_chart_tag_removed', ({ tag, force, tick }) => {
  if (tag.valid) pushEvent(packetOf(tag.surface.index, force, [{ id: tag.tag_number, gone: true }], tick));
});
