/** What a paragraph is for, on its page. */
export type Label = 'article' | 'subscription-pitch' | 'navigation' | 'related-content';

/** A number for each label, 0 to 1. */
export type ByLabel = Readonly<Record<Label, number>>;

/** What a paragraph of an article is in it. */
export type Part =
  | 'title'
  | 'standfirst'
  | 'byline'
  | 'dateline'
  | 'heading'
  | 'caption'
  | 'list-item'
  | 'quote'
  | 'table'
  | 'code'
  | 'bio'
  | 'body';

/** One block of visible text, its label and where it stands. */
export interface Paragraph {
  /** The paragraph's number on its page, from 0. */
  readonly position: number;
  /** The most probable label. */
  readonly label: Label;
  /** The probability of that label, 0.25 to 1. */
  readonly probability: number;
  /** The probability of each of the four labels; together 1. */
  readonly probabilities: ByLabel;
  /** The text, white space folded to single spaces. */
  readonly text: string;
  /**
   * Where the paragraph starts, in UTF-16 units from 0, as strings count: in the text that was given, or of a page of HTML
   * in its visible text, the paragraphs joined by line feeds.
   */
  readonly start: number;
  /** Where the paragraph ends, counted like `start`; the end is not included. */
  readonly end: number;
  /** The element that the text starts in, such as `p`; null for a page of text. */
  readonly tag: string | null;
  /** All elements around it, outermost first, such as `html > body > nav.top > a`; null for a page of text. */
  readonly path: string | null;
  /** The part of the article that it is; null if it is not labelled `article`. */
  readonly part: Part | null;
}

/** What is known of a page beside its text: null, or an empty array, where nothing is. */
export interface Metadata {
  /** The headline. */
  readonly title: string | null;
  /** Who wrote it, ten at most: names without "by" and titles of jobs. */
  readonly authors: readonly string[];
  /** When it was published, ISO 8601: `2024-03`, `2024-03-27`, `2024-03-27T08:15:00`, `2024-03-27T08:15:00+01:00`. */
  readonly published: string | null;
  /** When it was changed last, like `published`. */
  readonly modified: string | null;
  /** The language of its text. */
  readonly language: string | null;
  /** The name of its site. */
  readonly siteName: string | null;
  /** Its address, by its own word. */
  readonly canonical: string | null;
  /** The address of its image. */
  readonly image: string | null;
  /** What it is about, in a sentence or two. */
  readonly description: string | null;
  /** What it is about, in single words; ten at most. */
  readonly tags: readonly string[];
  /** Where each of these is from, by its name; only of what is known. */
  readonly sources: Readonly<Partial<Record<Exclude<keyof Metadata, 'sources'>, string>>>;
}

/** Whether a page may be read without an account, what it offers, what kind of page it is, and why. */
export interface Verdict {
  /**
   * `metered`: the text is there, but reading is limited. `gated`: the text is cut off before an offer to read on. By the
   * text's own evidence.
   */
  readonly access: 'open' | 'metered' | 'gated' | 'unknown';
  readonly kind: 'article' | 'listing' | 'forum' | 'product' | 'other';
  /** What its pitches offer, such as `paywall` or `newsletter`, each once. */
  readonly pitches: readonly string[];
  /** Whether the page claims that it can be read for free; null where it claims neither. */
  readonly claimedFree: boolean | null;
  /** The CSS selectors of the parts that are to be paid for, by the page's own claim. */
  readonly paidParts: readonly string[];
  /** What decided, in a sentence each, most telling first. */
  readonly reasons: readonly string[];
  /** How much of the page each label has, in characters; together 1, or all 0 on a page without text. */
  readonly shares: ByLabel;
}

/** How a page is labelled. */
export interface LabelOptions {
  /** A code such as `en` or `de-AT`, instead of the language that is detected. */
  language?: string | null | undefined;
  /** Comes back as the page's `url`; labels do not depend on it. */
  url?: string | null | undefined;
}

/** What of a page is its article's text, and how it is written. */
export interface ArticleOptions {
  /** The parts that count as text; all where it is left out. */
  parts?: readonly Part[] | null | undefined;
  /**
   * Drops what it can while at most this share of the article's characters, 0 to 1, is expected to be lost: 0.005 is half a
   * per cent. Without it, the text is the paragraphs that most probably are the article: the set of greatest expected F1
   * over words.
   */
  maxLoss?: number | null | undefined;
  /** Writes headings, lists, quotes, tables, code and links as CommonMark; nothing that the page says becomes markup. */
  markdown?: boolean | null | undefined;
}

/** The options of `clean`. */
export interface CleanOptions extends ArticleOptions, Pick<LabelOptions, 'language'> {}

/** A page as plain values, which JSON can hold. */
export interface PlainPage {
  readonly url: string | null;
  readonly language: string | null;
  readonly paragraphs: readonly Paragraph[];
  readonly metadata: Metadata;
  readonly verdict: Verdict;
}

/** A page, top to bottom, each of its paragraphs with a label. Immutable. */
export class Page implements PlainPage {
  private constructor();
  /** The paragraphs, top to bottom. */
  get paragraphs(): readonly Paragraph[];
  /** The language that the page was taken to be in, such as `en`: given, or detected; null if neither. */
  get language(): string | null;
  /** The `url` that was given with the page. */
  get url(): string | null;
  /** Title, authors, dates and what else is known of the page beside its text. */
  get metadata(): Metadata;
  /** Whether the page may be read without an account, what it offers, what kind of page it is, and why. */
  get verdict(): Verdict;
  /**
   * The article's text, its paragraphs separated by an empty line; empty if nothing qualifies.
   *
   * @throws RangeError for an unknown part and a `maxLoss` that is no share; Error with the code `ERR_UNPITCH_NO_PROMISE`
   * where the model promises no loss.
   */
  article(options?: ArticleOptions): string;
  /** All of it as plain values. */
  toJSON(): PlainPage;
}

/** The address of a file, such as a `URL`. */
export interface FileUrl {
  readonly href: string;
  readonly protocol: string;
  readonly pathname: string;
}

/**
 * A model: pages in, labelled pages out. Immutable.
 *
 * Each method has a twin that ends in `Async`, which works in another thread while the event loop goes on, and gives a
 * promise of the same. It takes its own copy of the page before it returns.
 */
export class Model {
  /** The default model, which is part of the package and loaded once a process. */
  constructor();
  /**
   * Reads a model file.
   *
   * @throws Error with the system's code, such as `ENOENT`, if the file cannot be read, and with `ERR_UNPITCH_MODEL` if it
   * is not a model file, or a damaged one.
   */
  static load(path: string | FileUrl): Model;
  static loadAsync(path: string | FileUrl): Promise<Model>;
  /**
   * Labels a page of HTML. Bytes may be in any encoding: it is found as browsers find it.
   *
   * @throws RangeError for what is not a language code.
   */
  labelHtml(page: string | Uint8Array, options?: LabelOptions): Page;
  labelHtmlAsync(page: string | Uint8Array, options?: LabelOptions): Promise<Page>;
  /**
   * Labels a page of plain text: each line is a paragraph; hard-wrapped text is detected and unwrapped.
   *
   * `text.slice(paragraph.start, paragraph.end)` is the paragraph, its white space not folded.
   *
   * @throws RangeError for what is not a language code.
   */
  labelText(text: string, options?: LabelOptions): Page;
  labelTextAsync(text: string, options?: LabelOptions): Promise<Page>;
  /** The text of the article on a page of HTML: `labelHtml` and `article` in one call, whose options these are. */
  clean(page: string | Uint8Array, options?: CleanOptions): string;
  cleanAsync(page: string | Uint8Array, options?: CleanOptions): Promise<string>;
}

/** {@link Model.labelHtml} by the default model. */
export function labelHtml(page: string | Uint8Array, options?: LabelOptions): Page;
/** {@link Model.labelHtmlAsync} by the default model. */
export function labelHtmlAsync(page: string | Uint8Array, options?: LabelOptions): Promise<Page>;
/** {@link Model.labelText} by the default model. */
export function labelText(text: string, options?: LabelOptions): Page;
/** {@link Model.labelTextAsync} by the default model. */
export function labelTextAsync(text: string, options?: LabelOptions): Promise<Page>;
/** {@link Model.clean} by the default model. */
export function clean(page: string | Uint8Array, options?: CleanOptions): string;
/** {@link Model.cleanAsync} by the default model. */
export function cleanAsync(page: string | Uint8Array, options?: CleanOptions): Promise<string>;
