// Test results in the form that build servers read.

const escaped = (text) =>
  String(text)
    // eslint-disable-next-line no-control-regex
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '')
    .replace(/[<>&"]/g, (character) => `&#${character.charCodeAt(0)};`);

/** @param {{ name: string, seconds: number, failure?: Error }[]} results */
export function junit(suite, results) {
  const failed = results.filter((result) => result.failure).length;
  const seconds = results.reduce((sum, result) => sum + result.seconds, 0);
  const cases = results.map(({ name, seconds: took, failure }) => {
    const open = `  <testcase classname="${escaped(suite)}" name="${escaped(name)}" time="${took.toFixed(3)}"`;
    return failure
      ? `${open}>\n    <failure message="${escaped(failure.message)}">${escaped(failure.stack)}</failure>\n  </testcase>`
      : `${open}/>`;
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuite name="${escaped(suite)}" tests="${results.length}" failures="${failed}" errors="0" skipped="0"`,
    `  time="${seconds.toFixed(3)}">`,
    ...cases,
    '</testsuite>',
    '',
  ].join('\n');
}
