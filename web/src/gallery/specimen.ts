/** Everything that Markdown can hold, as a tutor writes it. */
export const specimen = `# A heading of the first order

An **algorithm** is a way to solve a problem that is so *exact* that whoever follows it need not think. See
[a page about it](https://example.org/algorithms) or https://example.org, and \`inline code\`. ~~Not this.~~

## Lists

- one
- two, with a nested list
  1. first
  2. second
- three

1. A loose list

   with a second paragraph

2. and a second item

- [x] done
- [ ] to do

> A quotation, with **weight**.

### A table

| guests | new handshakes | handshakes so far | a column with many words in it, so that it is wide |
|---|--:|--:|---|
| 1 | 0 | 0 | nothing |
| 2 | 1 | 1 | one |

#### Code

\`\`\`java
class Sum {
	/** Adds up. */
	static int sum(int n) {
		return n == 0 ? 0 : n + sum(n - 1); // a long line that has to be scrolled on a narrow screen, for certain
	}
}
\`\`\`

\`\`\`
no language
\`\`\`

Inline $E = mc^2$ and \\(a^2 + b^2 = c^2\\), but it costs $5 to $10. On a line of its own:

$$
\\sum_{k=1}^{n} k = \\frac{n(n+1)}{2}
$$

$$\\int_0^1 x^2\\,dx = \\frac13 \\quad\\text{and a very long formula}\\quad a+b+c+d+e+f+g+h+i+j+k+l+m+n+o+p+q+r+s+t+u+v+w+x+y+z$$

A wrong one: $\\frac{1$. HTML is text: <b>not bold</b>.

<script>alert('not run')</script>

\`\`\`mermaid
graph LR
  A[Question] --> B[Answer] --> C[Next question]
\`\`\`

![A picture that is not there](https://pictures.invalid/none.png)

Donaudampfschifffahrtsgesellschaftskapitänswitwenpensionsauszahlungsstelle[^1]

---

مرحبا بك. هذه **فقرة** من اليمين إلى اليسار مع \`code\` داخلها.

- عنصر أول
- عنصر ثان

| الاسم | القيمة |
|---|---|
| واحد | 1 |

[^1]: A note at the foot.
`;
