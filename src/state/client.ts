/** The state's view of what is behind it: the client, and the shapes its answers come in. */
export type {
  Client,
  FilmFormat,
  Grid,
  GridGroup,
  ItemsClient,
  LazyFiles,
  PackExport,
  PackFrame,
  PackMatch,
  Progress,
  SearchAnswer,
  SearchFilter,
  SearchRow,
  SheetProgress,
  Tab,
  Tongue,
} from '../client/types';
