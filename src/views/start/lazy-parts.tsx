import { useApp } from '../app-context';
import { useLazyView } from '../parts/lazy-view';

/** The packs in this browser, behind the worlds: their code comes after what is seen first. */
export function LazyPacks() {
  const { state } = useApp();
  const known = state.packs.value !== null || state.packsFailed.value;
  return known ? <Packs /> : null;
}

function Packs() {
  const { View } = useLazyView(() => import('./packs').then((code) => code.Packs));
  return View === null ? null : <View />;
}

/** What is played on the relay that the page comes from. */
export function LazyServers() {
  const { View } = useLazyView(() => import('../live/own-servers').then((code) => code.OwnServers));
  return View === null ? <section class="panel servers-place" aria-busy="true" /> : <View />;
}

/** The table of what is read lies below what is seen first, and keeps its place until it is here. */
export function LazyReads() {
  const { View } = useLazyView(() => import('./reads').then((code) => code.Reads));
  return View === null ? <section class="panel reads-place" aria-busy="true" /> : <View />;
}
