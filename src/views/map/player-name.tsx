import { t } from '../../texts';
import { useApp } from '../app-context';
import { css, readable } from '../parts/color';

/** A player by index: the dot in the true colour, the name in one that can be read. */
export function PlayerName({ index, name, dot = true }: { index?: number | undefined; name?: string | undefined; dot?: boolean }) {
  const { moment, map } = useApp().state;
  const byIndex = (one: { index: number; name?: string }) => (index === undefined ? one.name === name : one.index === index);
  const player = moment.now.value?.players.find(byIndex) ?? map.info.value?.players.find(byIndex);
  const color = player?.color;
  const words = name ?? player?.name ?? (index === undefined ? t.map.server : t.map.player(index));
  return (
    <>
      {dot && <span class="dot dot--inline" style={color === undefined ? {} : { '--p': css(color) }} />}
      <b class="player" style={color === undefined ? {} : { color: readable(color) }}>
        {words}
      </b>
    </>
  );
}
