// How heavy the first load is, and how soon the page can be used: medians of RUNS visits with an empty cache, each of a person
// who is logged in and opens the page. Prints one line.
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

const RUNS = 5;
const url = process.argv[2];
if (!url) {
    console.error('usage: node measure.mjs http://localhost:8080');
    process.exit(2);
}
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

const answer = await fetch(`${url}/api/v1/auth/signup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: `measure-${Date.now()}@example.org`, password: 'correct horse battery' }),
});
if (!answer.ok) throw new Error(`no account: ${answer.status}`);
const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((each) => existsSync(each)),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
const visits = [];
for (let run = 0; run < RUNS; run++) {
    const page = await (await browser.newContext()).newPage();
    const email = `measure-${Date.now()}-${run}@example.org`;
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Network.enable');
    let bytes = 0;
    const counted = new Set();
    cdp.on('Network.responseReceived', ({ requestId, response }) => {
        if (/\.(js|css)$|\/$|\/signup$/.test(new URL(response.url).pathname)) counted.add(requestId);
    });
    cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
        if (counted.has(requestId)) bytes += encodedDataLength;
    });
    const began = performance.now();
    await page.goto(`${url}/signup`);
    await page.getByLabel('Email').waitFor();
    const usable = performance.now() - began;
    const paint = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime);
    await page.getByLabel('Email').fill(email);
    await page.getByLabel('Password', { exact: true }).fill('correct horse battery');
    await page.getByRole('button', { name: 'Sign up' }).click();
    await page.getByRole('textbox', { name: 'Your message' }).waitFor();
    await page.waitForLoadState('networkidle');
    const chat = bytes;
    const again = performance.now();
    await page.reload();
    await page.getByRole('textbox', { name: 'Your message' }).waitFor();
    visits.push({ usable, paint, chat, reload: performance.now() - again });
    await page.context().close();
}
await browser.close();
console.log(
    `first load ${Math.round(median(visits.map((each) => each.chat)) / 1000)} kB compressed (sign-up and first chat); ` +
        `first paint ${Math.round(median(visits.map((each) => each.paint)))} ms, ` +
        `sign-up usable after ${Math.round(median(visits.map((each) => each.usable)))} ms, ` +
        `conversation after a reload ${Math.round(median(visits.map((each) => each.reload)))} ms (medians of ${RUNS})`,
);
