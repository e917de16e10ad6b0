import '../styles/slots.css';
import type { ComponentChildren } from 'preact';
import type { Kind } from '../../core/prototype/types';
import { useApp } from '../app-context';
import { ItemsContext } from '../items/context';
import { Picture } from '../items/parts/picture';

/**
 * The picture of something on the map, out of its world's pack. Without a pack, or where it has no such thing, `children` stand in its
 * place. `class`: the picture's size (`pic--16` … `pic--44`).
 */
export function JoinedIcon(props: { name: string; kinds?: readonly Kind[]; class?: string; children?: ComponentChildren }) {
  const { joined } = useApp().state;
  const found = joined.iconOf(props.name, props.kinds);
  const of = joined.more.value;
  if (of === null || found === null) return <>{props.children}</>;
  return (
    <ItemsContext.Provider value={of.asItems}>
      <Picture of={found} {...(props.class === undefined ? {} : { class: props.class })} />
    </ItemsContext.Provider>
  );
}
