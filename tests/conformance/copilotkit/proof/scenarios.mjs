// What is proven, one function per scenario. Each gets a fresh learner, a fresh browser profile and a fresh thread.

import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { GOES_ON, words } from './model.mjs';

const QUICKSTART = '/api/quickstart';
const PRIMES = 'asked: Which of these is prime?';
const JUDGED = `tutor: Correct. Only one and the number itself divide it. ${GOES_ON}`;
const THEME = 'The page answered: the page is dark now';

/** Asks until it is so, 20 s at most. */
async function eventually(what, isSo) {
  for (let asked = 0; !(await isSo()); asked++) {
    assert.ok(asked < 200, what);
    await pause(100);
  }
}

/** The replies that Chiron has stored, oldest first. */
async function stored({ learner, thread }) {
  const { messages } = await learner.api(`/chat/sessions/${thread}/messages`);
  return messages.filter(({ role, content }) => role === 'assistant' && content).map(({ content }) => content);
}

/** A reload shows what is on the screen, asks no model, and leaves what waits for an answer waiting. */
async function reloadsTheSame({ chat, model }) {
  const before = await chat.transcript();
  const asked = model.requests.length;
  await chat.reload();
  await chat.settles(...before);
  assert.equal(model.requests.length, asked, 'a reload asks no model');
}

const aChat = (runtime) => async (world) => {
  const { chat, learner, thread } = world;
  await chat.open({ learner, thread, runtime });
  await chat.says('Count for me [count 30]');
  await chat.settles('learner: Count for me [count 30]', `tutor: ${words(1, 30)}`);
  await chat.says('Once more [count 5]');
  const all = [
    'learner: Count for me [count 30]',
    `tutor: ${words(1, 30)}`,
    'learner: Once more [count 5]',
    `tutor: ${words(1, 5)}`,
  ];
  await chat.settles(...all);
  assert.deepEqual(await stored(world), [words(1, 30), words(1, 5)]);
  await reloadsTheSame(world);
};

async function asTheModelSpeaks({ chat, model, learner, thread }) {
  await chat.open({ learner, thread });
  await chat.says('Slowly [hold 8 of 20]');
  const held = await model.held();
  await chat.shows('learner: Slowly [hold 8 of 20]', `tutor: ${words(1, 8)}`);
  await chat.running();
  held.release();
  await chat.settles('learner: Slowly [hold 8 of 20]', `tutor: ${words(1, 20)}`);
}

const aQuiz = (runtime) => async (world) => {
  const { chat, model, learner, thread } = world;
  await chat.open({ learner, thread, runtime });
  await chat.says('Quiz me [quiz]');
  await chat.component('quick-quiz', 'executing');
  await chat.shows('learner: Quiz me [quiz]', 'tutor: Try this one.', PRIMES);
  const asked = model.requests.length;
  await chat.answers('quick-quiz', 'Eleven');
  await chat.settles('learner: Quiz me [quiz]', 'tutor: Try this one.', PRIMES, JUDGED);
  assert.equal(await chat.chosen('quick-quiz'), 'Eleven');
  assert.equal(model.requests.length, asked + 1, 'the answer leads to one follow-up');
  await reloadsTheSame(world);
  assert.equal(await chat.chosen('quick-quiz'), 'Eleven');
  await chat.says('Thank you');
  const quizzed = ['learner: Quiz me [quiz]', 'tutor: Try this one.', PRIMES, JUDGED];
  await chat.settles(...quizzed, 'learner: Thank you', `tutor: ${GOES_ON}`);
};

const aQuizAfterReload = (runtime) => async (world) => {
  const { chat, learner, thread } = world;
  await chat.open({ learner, thread, runtime });
  await chat.says('Quiz me [quiz]');
  await chat.component('quick-quiz', 'executing');
  await chat.idle();
  await reloadsTheSame(world);
  await chat.answers('quick-quiz', 'Eleven');
  await chat.settles('learner: Quiz me [quiz]', 'tutor: Try this one.', PRIMES, JUDGED);
  assert.equal(await chat.chosen('quick-quiz'), 'Eleven');
};

async function aQuizTalkedPast(world) {
  const { chat, learner, thread } = world;
  await chat.open({ learner, thread });
  await chat.says('Quiz me [quiz]');
  await chat.component('quick-quiz', 'executing');
  await chat.idle();
  await chat.says('Tell me something else first');
  await chat.settles(
    'learner: Quiz me [quiz]',
    'tutor: Try this one.',
    PRIMES,
    'learner: Tell me something else first',
    `tutor: ${GOES_ON}`,
  );
  await reloadsTheSame(world);
}

/** Starts a track in the thread, as an application does it: by REST. Its first unit comes a moment later. */
async function startTrack({ learner, thread }) {
  const { tracks } = await learner.api('/tracks');
  const track = tracks.find(({ title }) => title === 'Think in algorithms');
  await learner.api(`/tracks/${track.track_id}/start`, { session_id: thread });
  await eventually('the first unit is shown', async () => {
    const { messages } = await learner.api(`/chat/sessions/${thread}/messages`);
    return messages.some(({ component }) => component?.status === 'open');
  });
  return track;
}

async function aTrack(world) {
  const { chat, learner, thread } = world;
  await startTrack(world);
  await chat.open({ learner, thread });
  // The first unit is there although no run of the page asked for it. Lessons have a button, then comes a question.
  for (let lessons = 0; (await chat.waitingComponent()) === 'topic-buttons'; lessons++) {
    assert.ok(lessons < 5, 'a question comes within five units');
    await chat.answers('topic-buttons', 'Continue');
  }
  const question = (await chat.transcript()).at(-1);
  await reloadsTheSame(world);
  await chat.talks('I am not sure, what does it mean?');
  assert.ok((await chat.transcript()).includes(`tutor: ${GOES_ON}`), 'the tutor answers while its question is open');
  await chat.answersFirst('quick-quiz');
  const after = (await chat.transcript()).slice((await chat.transcript()).indexOf(question) + 1);
  assert.match(after.join('\n'), /^tutor: (Correct|Not quite|Not right|Wrong)/m, 'the server judges');
  const { progress } = await learner.api('/users/me/progress');
  assert.ok(progress[0].percent_complete > 0);
  await reloadsTheSame(world);
}

/** The page's own line about a track follows the tutor's state, without a reload. */
async function progressOfATrack(world) {
  const { chat, learner, thread } = world;
  await startTrack(world);
  await chat.open({ learner, thread });
  await chat.progress(/Think in algorithms: 0 of \d+/);
  await chat.answers('topic-buttons', 'Continue');
  await chat.progress(/Think in algorithms: 1 of \d+/);
  await chat.idle();
  await chat.reload();
  await chat.progress(/Think in algorithms: 1 of \d+/);
}

const leavingATrack = (answer, left) => async (world) => {
  const { chat, learner, thread } = world;
  const track = await startTrack(world);
  await chat.open({ learner, thread });
  await chat.component('topic-buttons', 'executing');
  await chat.says('I want to leave this track');
  await chat.component('confirmation', 'executing');
  await chat.idle();
  await reloadsTheSame(world);
  await chat.answers('confirmation', answer);
  assert.equal(await chat.waits('confirmation'), false);
  assert.match((await chat.transcript()).at(-1), /^tutor: /, 'the tutor says what was done');
  const progress = await learner.api(`/users/me/progress/${track.track_id}`);
  assert.equal(Boolean(progress.left_at), left);
  await reloadsTheSame(world);
};

const reloadWhileItSpeaks = (runtime) => async (world) => {
  const { chat, model, learner, thread } = world;
  await chat.open({ learner, thread, runtime });
  await chat.says('Slowly [hold 8 of 20]');
  const held = await model.held();
  const half = ['learner: Slowly [hold 8 of 20]', `tutor: ${words(1, 8)}`];
  await chat.shows(...half);
  for (let times = 0; times < 3; times++) {
    await chat.reload();
    await chat.shows(...half);
    await chat.running();
  }
  held.release();
  await chat.settles('learner: Slowly [hold 8 of 20]', `tutor: ${words(1, 20)}`);
  assert.deepEqual(await stored(world), [words(1, 20)]);
  await reloadsTheSame(world);
  await chat.says('Go on [count 3]');
  await chat.settles(
    'learner: Slowly [hold 8 of 20]',
    `tutor: ${words(1, 20)}`,
    'learner: Go on [count 3]',
    `tutor: ${words(1, 3)}`,
  );
};

async function reloadBeforeTheFirstWord(world) {
  const { chat, model, learner, thread } = world;
  await chat.open({ learner, thread });
  await chat.says('Think first [hold 0 of 12]');
  const held = await model.held();
  await chat.reload();
  await chat.shows('learner: Think first [hold 0 of 12]');
  held.release();
  await chat.settles('learner: Think first [hold 0 of 12]', `tutor: ${words(1, 12)}`);
  assert.deepEqual(await stored(world), [words(1, 12)]);
}

async function typedWhileItSpeaks(world) {
  const { chat, model, learner, thread } = world;
  await chat.open({ learner, thread });
  await chat.says('Slowly [hold 8 of 20]');
  const held = await model.held();
  await chat.reload();
  await chat.shows('learner: Slowly [hold 8 of 20]', `tutor: ${words(1, 8)}`);
  // CopilotKit keeps it until the reply is complete.
  await chat.types('Then [count 3]');
  held.release();
  await chat.settles(
    'learner: Slowly [hold 8 of 20]',
    `tutor: ${words(1, 20)}`,
    'learner: Then [count 3]',
    `tutor: ${words(1, 3)}`,
  );
}

async function aSecondTab(world) {
  const { chat, learner, thread, tab } = world;
  await chat.open({ learner, thread });
  await chat.says('First [count 3]');
  await chat.shows('learner: First [count 3]', `tutor: ${words(1, 3)}`);
  const other = await tab();
  await other.open({ learner, thread });
  await other.shows('learner: First [count 3]', `tutor: ${words(1, 3)}`);
  await chat.says('Second [count 4]');
  const first = ['learner: First [count 3]', `tutor: ${words(1, 3)}`];
  await chat.settles(...first, 'learner: Second [count 4]', `tutor: ${words(1, 4)}`);
  // The other tab has not seen the second turn, and what it says cuts nothing off.
  await other.talks('Third [count 5]');
  const all = [
    'learner: First [count 3]',
    `tutor: ${words(1, 3)}`,
    'learner: Second [count 4]',
    `tutor: ${words(1, 4)}`,
    'learner: Third [count 5]',
    `tutor: ${words(1, 5)}`,
  ];
  await other.reload();
  await other.shows(...all);
  await chat.reload();
  await chat.shows(...all);
}

/** A tab that has not seen that the question is answered: the first answer counts, and the tab is told what came of it. */
async function anAnswerInTwoTabs(world) {
  const { chat, model, learner, thread, tab } = world;
  await chat.open({ learner, thread });
  await chat.talks('Quiz me [quiz]');
  const other = await tab();
  await other.open({ learner, thread });
  await other.component('quick-quiz', 'executing');
  await chat.answers('quick-quiz', 'Eleven');
  const asked = model.requests.length;
  await other.answers('quick-quiz', 'Nine');
  const all = ['learner: Quiz me [quiz]', 'tutor: Try this one.', PRIMES, JUDGED];
  for (const page of [other, chat]) {
    await page.shows(...all);
    assert.equal(await page.chosen('quick-quiz'), 'Eleven');
  }
  assert.equal(model.requests.length, asked, 'the second answer is not judged');
}

/** The page still shows the button of a unit that the tutor has gone on from: pressing it changes nothing. */
async function aLateAnswer(world) {
  const { chat, model, learner, thread } = world;
  await startTrack(world);
  await chat.open({ learner, thread });
  await chat.component('topic-buttons', 'executing');
  await chat.talks('I want to leave this track');
  await chat.answers('confirmation', 'Yes');
  const left = await chat.transcript();
  const asked = model.requests.length;
  await chat.answers('topic-buttons', 'Continue');
  await chat.settles(...left);
  assert.equal(model.requests.length, asked, 'nobody is asked about it');
  await chat.talks('Hello');
  await chat.settles(...left, 'learner: Hello', `tutor: ${GOES_ON}`);
  await reloadsTheSame(world);
}

async function anotherReply(world) {
  const { chat, model, learner, thread } = world;
  await chat.open({ learner, thread });
  await chat.talks('Hello');
  await chat.talks(`Write it [draft ${thread}]`);
  const begin = ['learner: Hello', `tutor: ${GOES_ON}`, `learner: Write it [draft ${thread}]`];
  await chat.shows(...begin, 'tutor: Draft 1.');
  await chat.asksAgain();
  await chat.shows(...begin, 'tutor: Draft 2.');
  await reloadsTheSame(world);
  await chat.asksAgain();
  await chat.shows(...begin, 'tutor: Draft 3.');
  await chat.talks('Thank you');
  assert.doesNotMatch(JSON.stringify(model.requests.at(-1).messages), /Draft [12]/, 'what was replaced is no more heard');
  await reloadsTheSame(world);
}

async function anotherRuntime(world) {
  const { chat, model, learner, thread, tab } = world;
  await chat.open({ learner, thread });
  await chat.says('Slowly [hold 8 of 20]');
  const held = await model.held();
  await chat.shows('learner: Slowly [hold 8 of 20]', `tutor: ${words(1, 8)}`);
  const other = await tab({ runtime: 'another' });
  await other.open({ learner, thread });
  await other.shows('learner: Slowly [hold 8 of 20]', `tutor: ${words(1, 8)}`);
  held.release();
  for (const page of [chat, other]) {
    await page.settles('learner: Slowly [hold 8 of 20]', `tutor: ${words(1, 20)}`);
  }
}

async function anotherLearner(world) {
  const { chat, learner, thread, tab, signUp } = world;
  await chat.open({ learner, thread });
  await chat.talks('First [count 3]');
  const stranger = await tab();
  await stranger.open({ learner: await signUp(), thread });
  await stranger.talks('Second [count 4]');
  await stranger.shows('learner: Second [count 4]', `tutor: ${words(1, 4)}`);
  await reloadsTheSame(world);
  await chat.shows('learner: First [count 3]', `tutor: ${words(1, 3)}`);
}

const aPageTool = (runtime) => async (world) => {
  const { chat, model, learner, thread } = world;
  await chat.open({ learner, thread, runtime });
  await chat.says('Make it dark [dark]');
  await chat.setting('theme', 'dark');
  await chat.settles('learner: Make it dark [dark]', 'tutor: Lights out.', `tutor: ${THEME}`);
  const heard = model.requests.at(-1).messages;
  assert.equal(heard.at(-1).role, 'tool');
  assert.equal(heard.at(-1).content, 'the page is dark now');
  const calls = heard.at(-2).tool_calls;
  assert.equal(calls[0].function.name, 'setTheme');
  assert.equal(heard.at(-1).tool_call_id, calls[0].id);
  await reloadsTheSame(world);
  await chat.says('Go on [count 3]');
  await chat.settles(
    'learner: Make it dark [dark]',
    'tutor: Lights out.',
    `tutor: ${THEME}`,
    'learner: Go on [count 3]',
    `tutor: ${words(1, 3)}`,
  );
};

async function twoPageTools(world) {
  const { chat, learner, thread } = world;
  await chat.open({ learner, thread });
  await chat.says('Dark and large [dark and large]');
  await chat.setting('theme', 'dark');
  await chat.setting('font', 'large');
  await chat.settles('learner: Dark and large [dark and large]', `tutor: ${THEME} | {"size":"large","pixels":20}`);
  await reloadsTheSame(world);
}

async function aDiagram(world) {
  const { chat, learner, thread } = world;
  await chat.open({ learner, thread });
  await chat.says('Draw it [diagram]');
  await chat.settles('learner: Draw it [diagram]', 'tutor: Look at this.', 'shown: A loop of two');
  await reloadsTheSame(world);
}

async function aStop(world) {
  const { chat, model, learner, thread } = world;
  await chat.open({ learner, thread });
  await chat.says('Slowly [hold 8 of 20]');
  const held = await model.held();
  await chat.shows('learner: Slowly [hold 8 of 20]', `tutor: ${words(1, 8)}`);
  await chat.stops();
  await held.dropped;
  await chat.idle();
  await chat.shows('learner: Slowly [hold 8 of 20]', `tutor: ${words(1, 8)}`);
  assert.deepEqual(
    (await stored(world)).map((reply) => reply.trim()),
    [words(1, 8)],
  );
  await chat.says('Go on [count 3]');
  const all = [
    'learner: Slowly [hold 8 of 20]',
    `tutor: ${words(1, 8)}`,
    'learner: Go on [count 3]',
    `tutor: ${words(1, 3)}`,
  ];
  await chat.settles(...all);
  await reloadsTheSame(world);
}

async function aStopAfterReload(world) {
  const { chat, model, learner, thread } = world;
  await chat.open({ learner, thread });
  await chat.says('Slowly [hold 8 of 20]');
  const held = await model.held();
  await chat.reload();
  await chat.shows('learner: Slowly [hold 8 of 20]', `tutor: ${words(1, 8)}`);
  await chat.stops();
  await held.dropped;
  await chat.idle();
  await chat.says('Go on [count 3]');
  await chat.settles(
    'learner: Slowly [hold 8 of 20]',
    `tutor: ${words(1, 8)}`,
    'learner: Go on [count 3]',
    `tutor: ${words(1, 3)}`,
  );
}

async function aFailure(world) {
  const { chat, learner, thread } = world;
  await chat.open({ learner, thread });
  await chat.says('Fail now [refuses]');
  await chat.reports(/CopilotKit agent_run_error_event: /);
  await chat.idle();
  await chat.says('Go on [count 3]');
  await chat.showsLast('learner: Go on [count 3]', `tutor: ${words(1, 3)}`);
  await chat.idle();
  await reloadsTheSame(world);
}

export const scenarios = {
  'a reply is shown once, and again after a reload': aChat(),
  'the same with nothing of Chiron in the runtime': aChat(QUICKSTART),
  'a reply is on the screen while the model still speaks': asTheModelSpeaks,
  'a quiz is asked, answered and judged, and stays so after a reload': aQuiz(),
  'the same quiz with nothing of Chiron in the runtime': aQuiz(QUICKSTART),
  'an unanswered quiz can be answered after a reload': aQuizAfterReload(),
  'an unanswered quiz after a reload with nothing of Chiron in the runtime': aQuizAfterReload(QUICKSTART),
  'a quiz may be talked past': aQuizTalkedPast,
  'a track leads through lessons to a question, and the server judges': aTrack,
  'the progress on a track shows on the page as it moves': progressOfATrack,
  'a track is left when the learner confirms it': leavingATrack('Yes', true),
  'a track is not left when the learner does not confirm it': leavingATrack('No', false),
  'a reload in the middle of a reply loses and doubles nothing': reloadWhileItSpeaks(),
  'the same reload with nothing of Chiron in the runtime': reloadWhileItSpeaks(QUICKSTART),
  'a reload before the first word loses nothing': reloadBeforeTheFirstWord,
  'what is typed while the tutor still speaks is said afterwards': typedWhileItSpeaks,
  'a second tab that is behind cuts nothing off': aSecondTab,
  'a question answered in two tabs is judged once': anAnswerInTwoTabs,
  'an answer that comes too late does no harm': aLateAnswer,
  'another reply takes the place of the one before': anotherReply,
  'another runtime shows the same reply as it streams': anotherRuntime,
  'another learner sees nothing of it': anotherLearner,
  'a tool of the page is called, executed and its result heard': aPageTool(),
  'the same tool with nothing of Chiron in the runtime': aPageTool(QUICKSTART),
  'two tools of the page are called at once': twoPageTools,
  'a component that only shows is shown': aDiagram,
  'the stop button stops the tutor itself': aStop,
  'the stop button stops the tutor after a reload': aStopAfterReload,
  'a failure is told, and the conversation goes on': aFailure,
};
