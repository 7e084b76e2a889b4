// Trees as texts to keep: Markdown, LaTeX, and a page of HTML that stands alone.
export { type HtmlOptions, htmlReport } from './html';
export { latexReport } from './latex';
export { markdownReport } from './markdown';
export { type Entry, type OverviewOptions, overview } from './overview';
