export interface MapPageProps {
  /** The dialog that asks for a position is open. */
  goTo: boolean;
  onGoTo: (open: boolean) => void;
}
