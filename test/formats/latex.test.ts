import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expectDrawing, parse, source } from './draw';

test('sections, bold labels, lists and environments', () => {
  const text = String.raw`\documentclass{article}
\title{Sheet}
\begin{document}
\maketitle
\section*{Problem 1}
Solve $x^2 = 4$. % easy
% a line of comment

\textbf{Solution.} We compute
\begin{align*}
  x^2 &= 4 \\

  x &= \pm 2
\end{align*}
so $|x| = 2$.
\begin{enumerate}
  \item First $2+2=4$.
    \begin{itemize}
      \item inner $1=1$
    \end{itemize}
    More of it.
  \item[(b)] Second $3 = 3$.

  A paragraph of the item.
\end{enumerate}
\noindent Hence the answer is \boxed{2}.

\begin{exercise}[Sums]
  Show $1+1=2$.
\end{exercise}
\begin{proof}
  Clear, $1+1=2$. \qed
\end{proof}
Loose text with $a = b$.
\end{document}
Not read: $1 = 2$.
`;
  expectDrawing(
    parse('latex', text),
    String.raw`= 1 Problem 1
     ? Solve $x^2 = 4$.
     [0|derived|] We compute⏎\begin{align*}⏎  x^2 &= 4 \\⏎⏎  x &= \pm 2⏎\end{align*}⏎so $|x| = 2$.
     [1|derived|1.] First $2+2=4$.⏎      inner $1=1$⏎    More of it.
     [2|derived|(b)] Second $3 = 3$.⏎⏎  A paragraph of the item.
     [3|answer|] Hence the answer is \boxed{2}.
     = 2 Exercise 1 (Sums)
     ? Show $1+1=2$.
     [0|derived|] Clear, $1+1=2$.`,
  );
});

test('macros are expanded, and every character still points at the document', () => {
  const text = String.raw`\newcommand{\R}{\mathbb{R}}
\newcommand{\half}[1]{\frac{#1}{2}}
\newcommand{\pow}[2][2]{#2^{#1}}
\def\twice#1{\half{#1} + \half{#1}}
\DeclareMathOperator{\lcm}{lcm}
\begin{document}
Problem. Let $x \in \R$.

Solution. Here $\twice{x + 1} = x + 1$, $\pow{3} = 9$, $\pow[3]{2} = 8$ and $\lcm(2, 3) = 6$.
\end{document}
`;
  const parsed = parse('latex', text);
  expectDrawing(
    parsed,
    String.raw`= 1 Problem
     ? Let $x \in \mathbb{R}$.
     [0|derived|] Here $\frac{x + 1}{2} + \frac{x + 1}{2} = x + 1$, $3^{2} = 9$, $2^{3} = 8$ and $\operatorname{lcm}(2, 3) = 6$.`,
  );
  const step = parsed.solutions[0]!.steps[0]!.text;
  assert.equal(source(step, text, '= 9'), '= 9');
  assert.equal(source(step, text, 'x + 1'), 'x + 1');
  assert.equal(source(step, text, String.raw`\frac{x + 1}{2} + \frac{x + 1}{2}`), String.raw`\twice{x + 1}`);
  assert.equal(source(step, text, String.raw`\operatorname{lcm}(2, 3) = 6`), String.raw`\lcm(2, 3) = 6`);
});

test('macros of the settings are expanded, the document overrides them', () => {
  const macros = { '\\ans': '42', abs: '|#1|' };
  const drawn = parse('latex', String.raw`Solution. Then $\abs{-7} \cdot 6 = \ans$.`, macros);
  assert.equal(drawn.solutions[0]!.steps[0]!.text.text, String.raw`Then $|-7| \cdot 6 = 42$.`);
  const own = parse('latex', String.raw`\newcommand\ans{41} Solution. Then $40 + 1 = \ans$.`, macros);
  assert.equal(own.solutions[0]!.steps[0]!.text.text, 'Then $40 + 1 = 41$.');
});

test('a macro that calls itself, or doubles without end, is left where it stops being useful', () => {
  const self = parse('latex', String.raw`\newcommand{\a}{x + \a} Solution. $\a = 1$.`);
  assert.equal(self.solutions[0]!.steps[0]!.text.text, String.raw`$x + \a = 1$.`);
  const letters = [...'bcdefghijklmnopqrstuvwxyz'];
  const bomb = letters
    .map((c, i) => String.raw`\newcommand{\q${c}}{${i ? String.raw`\q${letters[i - 1]}\q${letters[i - 1]}` : 'x'}}`)
    .join('\n');
  const parsed = parse('latex', `${bomb}\nSolution. $\\qz = 1$.\n\nThen $2 = 2$.`);
  assert.ok(parsed.solutions[0]!.steps.at(-1)!.text.text.length < 2_000_000);
});

test('comments, verbatim and definitions are no text; an escaped percent sign is', () => {
  const text = String.raw`Solution. % nothing: $1 = 2$
We pay $20\% \cdot 80 = 16$.%
\begin{verbatim}
$3 = 4$
\end{verbatim}
\newcommand{\x}{5 = 6}

\begin{comment}
$5 = 7$
\end{comment}
Then $80 - 16 = 64$.
`;
  expectDrawing(
    parse('latex', text),
    String.raw`= 1 We pay $20\% \cdot 80 = 16$.
     [0|derived|] We pay $20\% \cdot 80 = 16$.
     [1|derived|] Then $80 - 16 = 64$.`,
  );
});

test('a file that breaks off is read to its end', () => {
  const whole = String.raw`\begin{document}
\begin{problem}
Find $x$ if $2x = 4$.
\end{problem}
\begin{solution}
Dividing, $x = 2$.

Check:
\begin{align}
 2 \cdot 2 &= 4
\end{align}
\end{solution}
\end{document}`;
  let seen = 0;
  for (let n = 0; n <= whole.length; n++) seen = Math.max(seen, parse('latex', whole.slice(0, n)).solutions.length);
  assert.equal(seen, 1);
  const cut = parse('latex', whole.slice(0, whole.indexOf('&= 4') + 4));
  assert.equal(cut.solutions[0]!.steps.length, 2);
  assert.deepEqual(
    cut.problems.map(p => p.code),
    ['unclosed-math'],
  );
});
