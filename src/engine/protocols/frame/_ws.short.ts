/** Stands in packets of which the capture cut away what a layer needs. */
import { protocol } from '../../declare/protocol';

export default protocol({
  id: '_ws.short',
  title: 'Short Frame',
  column: 'Short frame',
  setsColumn: false,
  fields: {},
  dissect() {},
});
