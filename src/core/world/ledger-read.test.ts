import { expect, it } from 'vitest';
import { clocked, decodeLedger, encodeLedger } from './ledger';
import { readLedgerEntry } from './ledger-read';

it('[P11] a text of the game is read again from the ledger as it was read from its log', () => {
  const line = 'Factoscope-text:1:7:123:600:alerts:what=Two lines\nof a text\u001e';
  for (const clock of [null, 1_700_000_000_000]) {
    const [entry] = decodeLedger(encodeLedger([clocked(clock, line)]));
    expect(readLedgerEntry(entry!)).toMatchObject({ type: 'packets', text: line, envelope: { at: [7, 123], d: [{ tick: 600 }] } });
  }
});
