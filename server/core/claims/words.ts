// The words that tell what a relation is where it stands.
import type { Statement } from './statements';

/** Words that take something back; "choice A is incorrect" and "the actual price" speak of something else. */
export const RETRACTION =
  /\b(oops|wait|(?<!\b(?:no|without|standard|margin of|rounding|percent|percentage|relative|absolute|sampling|trial and) )(?:mistake|error)|(?<!\b(?:choices?|options?|statements?|answers? choices?)(?:[ _][(]?\w{1,3}[)]?)? (?:(?:is|are|was|be) )?(?:also )?)(?:incorrect|wrong)(?! (?:answers?|answer choices?|choices?|options?|questions?|ones?|guess\w*)\b)|led us astray|not correct|(?:let me|let us|let's) re-?(?:do|try|think|start|work|trace|phrase|assess|count|compute)|re-?(?:evaluate|examine|consider|calculate|check|visit)|correction|(?<!\bnot )actually)\b/i;
/** What takes back the step before: "However, we also need to …". */
export const AFTERTHOUGHT = /^\s*(?:however|but),? (?:we|it|this|one) (?:also|still) (?:need|must|ha(?:s|ve) to|forgot)\b/i;
export const CONTRADICTION = new Set(
  "contradiction contradicts contradictory impossible false not no cannot doesn’t doesn't don't isn't can't fails fail extraneous undefined however absurd invalid never without wrong incorrect unless".split(
    ' ',
  ),
);
/** Verbs of trying: what follows in the sentence is not asserted. */
export const TRIAL = new Set(
  'suppose assume assuming try trying test testing check checking whether consider would might could pretend imagine guess'.split(' '),
);
/** Words before "test" that make it a verb: "the test scores" try nothing. */
const TESTER = /^(?:we|us|let's|let’s|lets|i|to|and|or|now|then|next|first|can|will|should|must|just|only|by|please)$/;
/** What follows is asserted again: "we consider 441, since 256 + 185 = 441". */
const ASSERTING = new Set('then since because'.split(' '));

/** Whether a verb of trying opens what is said, and nothing asserts it after all. `modal`: would, might and could count too. */
function tried(words: readonly string[], modal: boolean): boolean {
  const opened = words.findIndex(
    (w, i) => TRIAL.has(w) && (modal || !MODAL.has(w)) && (w !== 'test' || i === 0 || TESTER.test(words[i - 1]!)),
  );
  return opened >= 0 && !words.slice(opened).some(w => ASSERTING.has(w));
}

/** Openers of a condition: it ends where its clause ends. "If one costs $5, then …" asserts what comes behind the comma. */
export const CONDITION = new Set('if case unless when were'.split(' '));
export const PREMISE_WORDS = new Set(
  'since because using use substituting substitute substitution plugging plug recall also given from let where similarly another other second likewise case or when assume suppose denote define formula theorem add adding subtract subtracting equate equating comparing'.split(
    ' ',
  ),
);
export const DEFINING = new Set('let where denote define'.split(' '));
export const REWRITE_CUE = /\b(expand\w*|factor\w*|distribut\w*|foil|multiply(?:ing)? out)\b/;
/** Announces that an expression is put in another form; an equation may be meant where the clause speaks of one. */
export const FORM_CUE = /\b(simplif\w*|combin\w*|cancel\w*|collect\w*|rewrit\w*|rewrote|written as|becomes?|reduces? to)\b/;
export const EQUATION_WORDS = /\b(equations?|sides?|equal|equating|equate|solve|solving|set|setting|inequality)\b/;
export const STEP_CUE =
  /\b(both sides|simplif\w*|rearrang\w*|solving|solve|divid\w*|isolat\w*|so|thus|hence|therefore|gives?|get|obtain|yields?|becomes?|then|expand\w*|factor\w*|combin\w*|subtract\w*|add\w*|multipl\w*|which|reduces?|rewrit\w*|rewrote)\b/;
/** Verbs that announce the same equation in another form: nothing but the line before is in use. */
export const REARRANGING =
  /\b(both sides|each side|simplif\w*|rearrang\w*|expand\w*|factor\w*|distribut\w*|like terms|rewrit\w*|which (?:\w+ )?be written|equivalent\w*|cross[- ]?multipl\w*|isolat\w*|clear\w*|reduces?|complet\w* the square|divid(?:e|es|ing)|multipl(?:y|ies|ying)|cancel\w*|collect\w*|combin\w*)\b/;
/** Whether a statement is said to follow from what stands before it. */
export const concludes = (s: Pick<Statement, 'before'>): boolean => s.before.some(w => CONCLUDING.has(w)) && !s.before.includes('or');
const CONCLUDING = new Set('so thus hence therefore giving implies implying'.split(' '));
export const DOMAIN_WORDS =
  /\b(remainder|modulo|mod|residue|units? digits?|last digits?|ones digit|congruent|parity)\b|\bbase[- ]?(?:\$?\d|two|ten|eight|twelve|b\b)|\\pmod|\\equiv|≡/i;
/** Words of a sentence in which an equals sign may mean a congruence. */
export const isModular = (word: string): boolean => /^(?:remainders?|modulo|mod|residues?|digits?|congruent|parity)$/.test(word);
export const COMPLEX_WORDS = /\b(complex|imaginary)\b|\bi\^?\{?2\}?\s*=\s*-1|\\overline\{z\}|\bz\s*=\s*.*\bi\b/i;

/** What shows that i is √−1: complex numbers are spoken of, or i² or √−1 or e^(iθ) is written. */
const IMAGINARY =
  /\b([Cc]omplex|[Ii]maginary|[Cc]onjugates?|roots? of unity|Argand)\b|(?<![\\\w])i\s*\^\s*\{?\s*\d|e\^\{?\s*-?\s*(?:\d+\s*)?(?:\\pi\s*)?i\b|e\^\{?\s*\\frac\{[^{}]*\bi\b|\\sqrt\s*\{?\s*-|\bcis\b|(?<![\w\\])a\s*\+\s*bi\b|i²/;
/** What shows that i is an index or a unit vector; an index of letters alone goes well with a + bi. */
const INDEX =
  /(?<![)}\]]\s*)\bi\s*=\s*[\da-z]|\bi\s*(?:\\in|\\le|\\leq|<|≤|\\neq?)\s*[\dj\\]|(?:\\mathbf|\\hat|\\vec|\\bold|\\boldsymbol)\s*\{?\s*\\?i|\bi\s*-?\s*(?:th|st)\b|\^\{\(i\)\}/;

/** Where e is the base of natural logarithms: they are spoken of, or a power of e has a letter in its exponent. */
const NATURAL = /\\(?:ln|exp)\b|(?<![a-z])ln\b|\bnatural log|\be\s*\^\s*\{?\s*-?\s*\d*\s*[a-zA-Z(\\]/;

/** Where e is a letter like others: it gets a value, stands in a row of letters, or is an eccentricity. */
const LETTER_E =
  /(?<![a-zA-Z\\_])e\s*(?:=|\\neq?\b|[<>]|\\[lg]eq?\b|,\s*\$?f\b|\$?\s+(?:be|is)\b)|\bd\$?\s*(?:[,+]|and)\s*\$?e\b|eccentric|_\{?e\b/;

/** The letters of a text as a whole that are constants: i where it stands for √−1, e where it is the base of natural logarithms. */
export const constantsIn = (text: string): string =>
  `${isImaginary(text) ? 'i' : ''}${NATURAL.test(text) && !LETTER_E.test(text) ? 'e' : ''}`;

const isImaginary = (text: string): boolean =>
  /\d*i\b/.test(text) && IMAGINARY.test(text) && !INDEX.test(text) && (!/_\{?\s*i\b/.test(text) || /\b(?:\d+|[a-dxyuv])i\b/.test(text));

/** Words of lists: what they join are alternatives or neighbours, not steps. */
export const LISTING = new Set([
  'root',
  'zero',
  'solution',
  'and',
  'or',
  'respectively',
  'either',
  'roots',
  'solutions',
  'zeros',
  'cases',
  'first',
  'second',
]);

/** The doubt about what a condition or a trial says: inside of its scope it is a premise, and never an error. */
export const SUPPOSED = 'it is only supposed here';

/** Why a false relation here need not be an error, if the words around it give a reason. */
export function doubtOf(s: Omit<Statement, 'inForce' | 'doubt' | 'denied'>): string | undefined {
  if (tried(s.before, true)) return SUPPOSED;
  const condition = s.clause.findIndex(w => CONDITION.has(w));
  if (condition >= 0 && !s.clause.slice(condition).includes('then')) return SUPPOSED;
  if (s.sentence.some(w => CONTRADICTION.has(w))) return DENIED;
  const next = s.next.slice(0, 12);
  const denials = next.filter(w => CONTRADICTION.has(w)).length;
  if (denials > 1 || (denials === 1 && !NO_HELP.test(next.join(' ')))) return NEXT_DENIES;
  return undefined;
}

/** "This equation is not directly useful": that it does not help is no denial. */
const NO_HELP = /\bnot (?:\w+ )?(?:useful|helpful|enough|sufficient|easy|straightforward|obvious|clear|what we (?:want|need)|simple)\b/;

const DENIED = 'the sentence denies or limits it';
const NEXT_DENIES = 'the next sentence denies or limits it';
/** The doubts that words of denial raise. */
export const DENIALS: ReadonlySet<string> = new Set([DENIED, NEXT_DENIES]);

/** Of an expression in another form, the next sentence has to say more than "however, there is no …" to unsay it. */
export function doubtOfForm(s: Statement): string | undefined {
  const opened = s.doubt === DENIED && s.sentence[0] === 'however' && s.sentence.filter(w => CONTRADICTION.has(w)).length === 1;
  if (opened)
    return s.denied ?? (s.next.slice(0, 12).some(w => CONTRADICTION.has(w)) && !NO_HELP.test(s.next.join(' ')) ? NEXT_DENIES : undefined);
  if (s.doubt !== NEXT_DENIES) return s.doubt;
  return s.denied ?? (/\bno\b.*\b(?:solutions?|values?|roots?)\b/.test(s.next.join(' ')) ? NEXT_DENIES : undefined);
}

/** Modal verbs of a story: "it would take 12 / 4 = 3 hours" asserts the division. */
const MODAL = new Set('would might could'.split(' '));
const FLAT_DENIAL = new Set(
  'contradiction contradicts contradictory impossible false fails fail extraneous undefined absurd invalid wrong incorrect'.split(' '),
);
const NEGATION = new Set("not no cannot isn't doesn't don't can't isn’t doesn’t don’t can’t".split(' '));

/** "= 54, which is not an acute angle": what a value is not leaves the sum alone. */
const OTHER_KIND =
  /^(?:\w+ )?which is (?:again |also |clearly |still )?not (?:divisible|among|in|between|prime|positive|negative|even|odd|an?(?! (?:true|valid|correct|possible|solution|root|contradiction|identity))|one of|within)\b/;

/**
 * Why a sum worked out to a number need not be meant: what a story supposes leaves arithmetic alone, so that only trying and
 * denying count. Words before the sum deny it only if they stand close to it.
 */
export function denialOf(s: Pick<Statement, 'before' | 'clause' | 'after' | 'next'>): string | undefined {
  if (tried(s.before, false)) return SUPPOSED;
  const condition = s.clause.findIndex(w => CONDITION.has(w) && w !== 'when');
  if (condition >= 0 && !s.clause.slice(condition).includes('then')) return SUPPOSED;
  const flat = (w: string) => FLAT_DENIAL.has(w);
  const after = s.after.slice(0, 12);
  // "= -24, not 0": what it is, and what it is not.
  const contrast = after.at(-1) === 'not' && after.length < 3 && after.slice(0, -1).every(w => w === 'and' || w === 'but');
  const denied =
    s.before.slice(-3).some(w => NEGATION.has(w)) ||
    s.before.some(flat) ||
    (!contrast && after.some(w => CONTRADICTION.has(w)) && !(OTHER_KIND.test(after.join(' ')) && !s.after.some(flat)));
  if (denied) return DENIED;
  if (s.next.slice(0, 12).some(flat) || (s.next.slice(0, 4).some(w => NEGATION.has(w)) && !NO_HELP.test(s.next.slice(0, 12).join(' '))))
    return NEXT_DENIES;
  return undefined;
}

const UNSURE = new Set(
  'if whether when unless until suppose assume assuming check checking checks determine see verify test try trying would could might may should must can cannot want need needs claim claims say says said not no never what which than such where case'.split(
    ' ',
  ),
);

/** Where "we find that" stands, of which no condition is spoken before: "after checking several numbers, we find that …". */
function foundAt(words: readonly string[]): number {
  const at = words.findLastIndex(
    (w, i) => w === 'that' && words[i - 2] === 'we' && /^(?:find|see|conclude|note|notice)$/.test(words[i - 1]!),
  );
  return words.slice(0, Math.max(0, at)).some(w => /^(?:if|whether|unless|until|suppose|assume|when)$/.test(w)) && !words.includes('after')
    ? -1
    : at;
}

/**
 * Why a fact about numbers may not be asserted, by the words of its sentence before it and behind it, and by those of the next one.
 * What follows from a condition may be denied: "if both are even, then 4 divides 6, which is false".
 */
export function doubtOfFact(words: readonly string[], after: readonly string[] = [], next: readonly string[] = []): string | undefined {
  if (words.includes('if') && [...after.slice(0, 8), ...next.slice(0, 8)].some(w => FLAT_DENIAL.has(w))) return DENIED;
  // "If k = 3, then C = 21, which is not …": what follows a condition is asserted.
  const open = words[0] === 'if' && words.includes('then') ? words.slice(words.indexOf('then')) : words;
  // "It is no solution because the base is 3/2, which is less than 1": a reason is asserted.
  const reason = Math.max(open.lastIndexOf('because'), open.lastIndexOf('since'), foundAt(open));
  const before = reason >= 0 ? open.slice(reason + 1) : open;
  return before.some(w => UNSURE.has(w)) ? 'the words before it may not assert it' : undefined;
}

/** Words that count in powers of ten, with the exponent: 0.25 and "25 percent", 5 and "5 thousand". */
const MAGNITUDES: readonly (readonly [RegExp, readonly number[]])[] = [
  [/\b(percent\w*|cents?|pennies|hundreds?)\b/, [2]],
  [/\b(dimes?|nickels?)\b/, [1, 2]],
  [/\b(thousands?|k)\b/, [3]],
  [/\bmillions?\b/, [6]],
  [/\bbillions?\b/, [9]],
  [/\b(milli|centi|kilo)?(meters?|metres?|grams?|liters?|litres?)\b|\b(mm|cm|km|kg|mg|ml)\b/, [1, 2, 3]],
];
const ROUNDING = /\b(round\w*|about|approximate\w*|nearest|roughly|estimat\w*|almost|nearly|close)\b/;
const WHOLE = /\b(remain\w*|left|leftover|whole|full|complete|floor|ceil\w*|at least|at most|enough|need\w*|integer|maximum|minimum)\b/;
const MONEY = /\b(dollars?|cents?)\b/;

/** What the words around a statement, or of a whole text, say about how its numbers are meant. */
export type InForce = {
  readonly magnitude: readonly number[];
  readonly rounding: boolean;
  readonly remainder: boolean;
  readonly money: boolean;
};

/** `near` are the words around a statement, `all` those of its text; `marks` the signs that occur in it. */
export function wordsInForce(near: string, all: string, marks: string): InForce {
  return {
    magnitude: [...(marks.includes('%') ? [2] : []), ...MAGNITUDES.flatMap(([word, powers]) => (word.test(near) ? powers : []))],
    rounding: ROUNDING.test(near),
    remainder: WHOLE.test(all),
    money: marks.includes('$') || MONEY.test(near),
  };
}

/** Parts of a text that hold for a while only: what was said in one need not hold in the next. */
export const SCOPED = /\b(cases?|suppose|assum\w*|otherwise|alternatively|hypothes\w*|contradiction|induct\w*)\b/i;
