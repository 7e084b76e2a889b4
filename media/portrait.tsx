// The whole of a view, drawn out of sight at life size for a picture of it.
import { render } from 'preact';
import type { PictureFormat } from '../server/protocol';
import type { Act } from './act';
import { Ways } from './compare';
import { read } from './draw';
import { Graph } from './graph';
import { withoutBudget } from './math';
import { Outline } from './outline';
import { pngOf, svgOf } from './picture';
import type { State } from './state';

/** Nodes beyond this make no picture that anybody could look at. */
const most = 400;
const outlineWidth = 860;

/** SVG text, or a PNG in base64, of what the view shows, without its cut at the edges of the screen. */
export async function portrait(state: State, act: Act, format: PictureFormat): Promise<string> {
  const { shown, compared, view } = state;
  if (!shown) throw new Error('there is nothing to draw');
  if (view !== 'compare' && shown.tree.nodes.length > most)
    throw new Error(`a picture holds at most ${most} steps; export the report instead`);
  const stage = document.createElement('div');
  stage.className = 'stage';
  stage.setAttribute('aria-hidden', 'true');
  if (view === 'tree') stage.style.width = `${outlineWidth}px`;
  document.body.append(stage);
  try {
    const still: State = { ...state, focus: undefined, selected: undefined };
    withoutBudget(() =>
      render(
        view === 'graph' ? (
          <Graph tree={shown.tree} state={still} act={act} whole />
        ) : view === 'compare' && compared ? (
          <Ways comparison={compared.comparison} state={still} act={act} whole />
        ) : (
          <Outline tree={shown.tree} state={still} act={act} whole />
        ),
        stage,
      ),
    );
    await document.fonts.ready;
    const picture = read(stage);
    return format === 'svg' ? svgOf(picture) : pngOf(picture);
  } finally {
    render(null, stage);
    stage.remove();
  }
}
