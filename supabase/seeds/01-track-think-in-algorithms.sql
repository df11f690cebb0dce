-- Learning track: Think in algorithms
--
-- The script may run any number of times: an id that is already there gets the text below, and a row that is equal
-- already is left alone (its updated_at does not move). Every statement is complete in itself.
--
-- Ids are version 5 UUIDs in the URL namespace, of "urn:chiron:learning-track:think-in-algorithms" and of
-- "urn:chiron:learning-unit:think-in-algorithms/<the name in the comment of the unit>". They stay the same for good, because
-- learners' progress refers to them. README.md says how to change a track.

insert into public.learning_tracks as t (id, title, description)
values (
    'a8ae108b-d0fc-5e57-b71a-ddeb1fcef9c1',
    $md$Think in algorithms$md$,
    $md$Why does one program answer at once and another one take all night, although both are right? In a little over an hour you learn to count the work a program does, to see how that work grows, and to choose a better plan before you write a line. Examples are short Java programs; whoever has seen a loop and a method in any language can follow.$md$
)
on conflict (id) do update
set title = excluded.title,
    description = excluded.description,
    updated_at = now()
where (t.title, t.description) is distinct from (excluded.title, excluded.description);

-- Remedial units: outside the order, shown when an answer did not pass.

insert into public.learning_units as u
    (id, title, unit_type, content_config, estimated_duration_minutes, remedial_unit_id, prerequisite_unit_ids)
values
    ( -- growth-by-hand
        '348c5dc4-30f9-56db-9bee-a1aa7ece817f',
        $md$Growth by hand$md$,
        'content_snippet',
        jsonb_build_object(
            'content', $md$Forget the formulas and do it with a party. When a new guest arrives, they shake hands with everybody who is already there.

| guests | new handshakes | handshakes so far |
|---|---|---|
| 1 | 0 | 0 |
| 2 | 1 | 1 |
| 3 | 2 | 3 |
| 4 | 3 | 6 |
| 6 | 5 | 15 |
| 8 | 7 | 28 |
| 12 | 11 | 66 |

Each row of the table is a nested loop: the outer loop is the door through which guests come in, the inner loop goes through those who are there already. The last guest has the most hands to shake, the first one has none.

**Two things to see.** First, nobody shakes their own hand, and a handshake between Ann and Bob is also one between Bob and Ann: it counts once. So a party of 4 has not 4 · 4 handshakes but far fewer.

Second, compare a party with one twice as large: 3 guests and 6 guests, 4 and 8, 6 and 12. The handshakes go from 3 to 15, from 6 to 28, from 15 to 66. They more than double, because two things double at once: how many guests there are, **and** how many hands each of them shakes. The larger the party, the closer the factor comes to two times two.

**A trick for any program.** Draw a square with one row and one column per thing, and tick each field that the program visits. If it fills a row, the plan is linear. If it fills the square or the triangle above the diagonal, it is quadratic, and half a square is still a square that grows in both directions.$md$
        ),
        5,
        null,
        '{}'
    ),
    ( -- halving-by-hand
        '878c4445-1073-5774-b1a7-718eb60afdd9',
        $md$Halving by hand$md$,
        'content_snippet',
        jsonb_build_object(
            'content', $md$Play it with somebody: they think of a number from 1 to 16, and you ask questions that can be answered by "yes" or "no". Do not guess single numbers. Ask so that each answer removes half:

1. "Is it above 8?" — yes. Left: 9 to 16, eight numbers.
2. "Is it above 12?" — no. Left: 9 to 12, four numbers.
3. "Is it above 10?" — yes. Left: 11 and 12.
4. "Is it above 11?" — no. It is 11.

Four questions for sixteen numbers, and whichever number it is, four are enough. With 32 numbers the first question brings you back to sixteen: *one* more question for *twice* as many numbers.

| things | questions |
|---|---|
| 2 | 1 |
| 4 | 2 |
| 16 | 4 |
| 64 | 6 |
| 256 | 8 |
| 1,024 | 10 |

Go on with the table yourself: every row that doubles the things adds one to the questions, so every factor of about a thousand adds ten.

**Why it works at all.** When you hear that the number is *not above 8*, you drop eight numbers without having looked at one of them. You may, because the numbers stand in order: everything on one side of the 8 is larger. Now imagine the sixteen numbers on cards that were shuffled, face down, and you turn over the middle card. It shows 8. On which side does the 11 lie? You cannot know. The card has told you something about one card and nothing about the others, and dropping either half would be a guess.

So before halving, always ask: **ordered by what?** The order must be the one that the question is about.$md$
        ),
        5,
        null,
        '{}'
    ),
    ( -- one-call-at-a-time
        '85e5466d-52c1-50a9-a3ed-516a2f4d42d5',
        $md$One call at a time$md$,
        'mcq_component',
        jsonb_build_object(
            'content', $md$A recursive call is an ordinary call: the method stops where it is, waits for the answer, and goes on with it. Write one line per call, and leave a gap for the answer you do not have yet.$md$,
            'question_text', $md$```java
int sum(int n) {
    if (n == 0) {
        return 0;
    }
    return n + sum(n - 1);
}
```

What does `sum(4)` return?$md$,
            'options', jsonb_build_array(
                jsonb_build_object('id', 'a', 'text', $md$It returns 0$md$),
                jsonb_build_object('id', 'b', 'text', $md$It returns 10$md$),
                jsonb_build_object('id', 'c', 'text', $md$It returns 7$md$),
                jsonb_build_object('id', 'd', 'text', $md$It returns 24$md$)
            )
        ),
        4,
        null,
        '{}'
    )
on conflict (id) do update
set title = excluded.title,
    unit_type = excluded.unit_type,
    content_config = excluded.content_config,
    estimated_duration_minutes = excluded.estimated_duration_minutes,
    remedial_unit_id = excluded.remedial_unit_id,
    prerequisite_unit_ids = excluded.prerequisite_unit_ids,
    updated_at = now()
where (u.title, u.unit_type, u.content_config, u.estimated_duration_minutes, u.remedial_unit_id, u.prerequisite_unit_ids)
    is distinct from (excluded.title, excluded.unit_type, excluded.content_config, excluded.estimated_duration_minutes,
                      excluded.remedial_unit_id, excluded.prerequisite_unit_ids);

-- The units, in their order.

insert into public.learning_units as u
    (id, title, unit_type, content_config, estimated_duration_minutes, remedial_unit_id, prerequisite_unit_ids)
values
    ( -- recipe-without-gaps
        'db9d0949-4580-5d1c-9ff4-568525869b3b',
        $md$A recipe without gaps$md$,
        'content_snippet',
        jsonb_build_object(
            'content', $md$An **algorithm** is a way to solve a problem that is so exact that whoever follows it need not think. A cook understands "add salt to taste". A computer does not, and so an algorithm has to say three things that people like to leave out: where to start, what to do in every case, and when to stop.

**Example.** Find the largest of a row of numbers. You would glance along the row and point. How would you explain that to someone who sees only one number at a time? Carry the best one so far with you:

```java
int largest(int[] numbers) {
    int best = numbers[0];
    for (int number : numbers) {
        if (number > best) {
            best = number;
        }
    }
    return best;
}

void main() {
    IO.println(largest(new int[] {4, 9, 2, 7}));
    IO.println(largest(new int[] {-5, -3, -8}));
}
```

It prints `9` and `-3`.

Look at the first line of the method. A tempting version starts with `int best = 0`. It is right for the first row and wrong for the second: no number there is above zero, so it would answer 0, which is not even in the row. The idea was fine, one case was forgotten.

That is why people who are good at algorithms ask the same dull questions each time:

- What if there is **nothing**? (An empty row makes the method above fail at `numbers[0]`.)
- What if there is **one** thing, or all are **equal**?
- What is true **each time** the loop comes round? Here: `best` is the largest of all numbers seen so far. If that holds before the first round and every round keeps it, it holds at the end, and the answer is right.

The last sentence is a small proof. It needs no formulas, and it works for rows of any length, which no number of trials can do.$md$
        ),
        5,
        null,
        '{}'
    ),
    ( -- count-the-pairs
        '5eeada08-d77b-54c4-b51e-38e102bd8c1a',
        $md$Count the pairs$md$,
        'mcq_component',
        jsonb_build_object(
            'content', $md$To know what a program costs you need no stopwatch. Count how often its innermost line runs.$md$,
            'question_text', $md$A program looks for two equal numbers in an array `a` of length `n`:

```java
for (int i = 0; i < n; i++) {
    for (int j = i + 1; j < n; j++) {
        if (a[i] == a[j]) {
            IO.println("found a pair");
        }
    }
}
```

How many comparisons `a[i] == a[j]` does it make when `n` is 5?$md$,
            'options', jsonb_build_array(
                jsonb_build_object('id', 'a', 'text', $md$25 comparisons$md$),
                jsonb_build_object('id', 'b', 'text', $md$20 comparisons$md$),
                jsonb_build_object('id', 'c', 'text', $md$5 comparisons$md$),
                jsonb_build_object('id', 'd', 'text', $md$10 comparisons$md$)
            )
        ),
        5,
        '348c5dc4-30f9-56db-9bee-a1aa7ece817f' /* growth-by-hand */,
        '{}'
    ),
    ( -- how-cost-grows
        '75d4f317-7e9a-5d37-84b5-fac4fb6fa57f',
        $md$How cost grows$md$,
        'content_snippet',
        jsonb_build_object(
            'content', $md$How fast is a program? The honest answer is "it depends on the computer", so ask a better question: **what happens to the work when there is twice as much to do?** The answer belongs to the algorithm and is the same on a telephone and in a data centre.

Suppose there are `n` things. These are the answers you will meet most:

| twice as many things… | name | typical plan |
|---|---|---|
| no extra work | constant | take the first one; look into a numbered box |
| **one** extra step | logarithmic | throw half away in each step |
| **twice** the work | linear | look at each thing once |
| **four times** the work | quadratic | compare each thing with every other |
| the **square** of the work | exponential | try every possible selection |

**Example.** Count what each plan costs for 1,000 things and for 1,000,000:

| plan | 1,000 | 1,000,000 |
|---|---|---|
| throw half away in each step | 10 | 20 |
| look at each thing once | 1,000 | 1,000,000 |
| compare each pair once | 499,500 | 499,999,500,000 |

Let a computer do a hundred million simple steps in a second. For a thousand things nobody notices which plan you chose. For a million, looking at each thing takes a hundredth of a second, and comparing the pairs takes well over an hour.

This is also why programmers speak of **big O**: O(n) for linear, O(n²) for quadratic. The notation throws away what does not matter in the long run. A plan with 3n + 50 steps and one with n steps are both O(n): twice the things, about twice the work.

**What it does not tell.** For small `n` the thrown-away parts may decide: a quadratic plan with a tiny inner step often beats a clever one for 20 things. Growth tells you which plan *survives*, not which one wins today.$md$
        ),
        7,
        null,
        array[
            '5eeada08-d77b-54c4-b51e-38e102bd8c1a' /* count-the-pairs */
        ]::uuid[]
    ),
    ( -- twice-the-photos
        '0af8a62d-ed2f-5eed-b6bf-0708bf083f2f',
        $md$Twice the photos$md$,
        'mcq_component',
        jsonb_build_object(
            'content', $md$Measure once, think about growth, and you can predict the next run without starting it.$md$,
            'question_text', $md$A program finds similar photos by comparing every photo with every other one. It took 20 seconds for 10,000 photos. Your collection has grown to 20,000. What should you expect?$md$,
            'options', jsonb_build_array(
                jsonb_build_object('id', 'a', 'text', $md$about 22 seconds$md$),
                jsonb_build_object('id', 'b', 'text', $md$about 80 seconds$md$),
                jsonb_build_object('id', 'c', 'text', $md$about 40 seconds$md$),
                jsonb_build_object('id', 'd', 'text', $md$about 400 seconds, because the time is squared$md$)
            )
        ),
        4,
        '348c5dc4-30f9-56db-9bee-a1aa7ece817f' /* growth-by-hand */,
        array[
            '75d4f317-7e9a-5d37-84b5-fac4fb6fa57f' /* how-cost-grows */
        ]::uuid[]
    ),
    ( -- estimate-halving
        '1441caa0-90c4-56b1-9be2-4743982e2005',
        $md$Estimate: one account in a thousand million$md$,
        'slider_component',
        jsonb_build_object(
            'content', $md$A network keeps its 1,000,000,000 account names in alphabetical order. To find one, the program looks at the name in the middle, sees whether the one it wants stands before or after it, and goes on with that half only. In the new half it looks at the middle again, and so on.$md$,
            'prompt_text', $md$How many names does it have to look at, at most, until it has found the name or knows that it is missing?$md$,
            'skill_id', 'estimate-growth',
            'skill_name', $md$Estimating growth$md$,
            'min_value', 0,
            'max_value', 100,
            'step', 1,
            'current_value', 50
        ),
        4,
        '878c4445-1073-5774-b1a7-718eb60afdd9' /* halving-by-hand */,
        array[
            '75d4f317-7e9a-5d37-84b5-fac4fb6fa57f' /* how-cost-grows */
        ]::uuid[]
    ),
    ( -- when-halving-fails
        '50b86429-2a9a-578e-a0a4-df1c80e39747',
        $md$When halving fails$md$,
        'mcq_component',
        jsonb_build_object(
            'content', $md$Halving is so quick because it throws things away unseen. It must be sure that nothing useful is among them.$md$,
            'question_text', $md$A music player shows songs in the order in which they were added. To find a title, it looks at the song in the middle, compares the titles by alphabet, and goes on with the one half. It reports that "Yesterday" is missing, although the song is there. What is wrong?$md$,
            'options', jsonb_build_array(
                jsonb_build_object('id', 'a', 'text', $md$The list is ordered by something else than the title$md$),
                jsonb_build_object('id', 'b', 'text', $md$Halving works for numbers only, and titles are text$md$),
                jsonb_build_object('id', 'c', 'text', $md$The number of songs must be a power of two, or there is no exact middle$md$),
                jsonb_build_object('id', 'd', 'text', $md$It stopped too soon: with more rounds of halving it finds any title in any list$md$)
            )
        ),
        4,
        '878c4445-1073-5774-b1a7-718eb60afdd9' /* halving-by-hand */,
        array[
            '1441caa0-90c4-56b1-9be2-4743982e2005' /* estimate-halving */
        ]::uuid[]
    ),
    ( -- put-it-where-you-look
        'ce95b3b1-e729-5ad3-846a-10918e346470',
        $md$Put it where you will look for it$md$,
        'content_snippet',
        jsonb_build_object(
            'content', $md$Much of the art is not in clever steps but in **where you put things**. A shop that throws all its shoes on one pile sells as many shoes as one with numbered shelves. It only takes an hour to find your size.

Four containers are enough for most programs. All of them are in Java's standard library:

- A **list** (`ArrayList`) keeps an order and gives you "number 17" at once. To find a *value* it has to look at one after the other.
- A **hash set** (`HashSet`) answers one question, "is this in here?", in about the same time whether it holds ten things or ten million. It computes from the thing itself in which drawer it would lie, and opens that drawer only. It keeps no order.
- A **hash map** (`HashMap`) is the same with something attached to each key: a name and its telephone number, a word and how often it occurred.
- A **tree map** (`TreeMap`) keeps its keys sorted. Finding one takes a few more steps, about as many as halving needs, but you can ask for the smallest, the next one, or all between two keys.

**Example.** Which word occurs most often? With a list of counters you would search that list for each word. With a map it is one pass:

```java
void main() {
    var counts = new HashMap<String, Integer>();
    for (String word : "to be or not to be to see".split(" ")) {
        counts.merge(word, 1, Integer::sum);
    }
    IO.println(counts.get("to"));
    IO.println(counts.get("be"));
}
```

It prints `3` and `2`.

**How to choose.** Write down the question that your program asks *most often*. "The next one in line?" is a list's question. "Have I met this?" belongs to a set, "what belongs to this?" to a map, "what comes just after this?" to a tree. Then check that nothing you need is lost, above all the order. Memory is the usual price: a set of a million names is larger than the bare names.$md$
        ),
        7,
        null,
        array[
            '75d4f317-7e9a-5d37-84b5-fac4fb6fa57f' /* how-cost-grows */
        ]::uuid[]
    ),
    ( -- ticket-scanner
        '733d13e2-ec9c-5405-8a09-b6b1259af1b7',
        $md$The ticket scanner$md$,
        'mcq_component',
        jsonb_build_object(
            'question_text', $md$At the door of a stadium 50,000 tickets are scanned. For each one the scanner must say at once whether the same code has been scanned before. Nobody cares about the order. How should it remember the codes?$md$,
            'options', jsonb_build_array(
                jsonb_build_object('id', 'a', 'text', $md$In a list, searched from the start at each scan$md$),
                jsonb_build_object('id', 'b', 'text', $md$In a list that is sorted again after each scan, so that it can be searched by halving$md$),
                jsonb_build_object('id', 'c', 'text', $md$In a map from the number of the scan to the code$md$),
                jsonb_build_object('id', 'd', 'text', $md$In a hash set of codes$md$)
            )
        ),
        4,
        null,
        array[
            'ce95b3b1-e729-5ad3-846a-10918e346470' /* put-it-where-you-look */
        ]::uuid[]
    ),
    ( -- let-the-smaller-one-do-it
        'da60eea9-8769-51a2-8803-532ebf0db8e8',
        $md$Let the smaller one do it$md$,
        'content_snippet',
        jsonb_build_object(
            'content', $md$Some problems contain smaller copies of themselves. A folder contains folders. A family tree is a person and two smaller family trees. To sort a pile of exam papers you may hand one half to a friend, sort the other half yourself, and merge the two sorted piles. How does your friend do it? In the same way.

A method that calls itself is called **recursive**. It needs two parts, and both must be there:

1. A **base case**: a problem so small that the answer is plain.
2. A **step** that makes the problem *smaller*, lets the same method solve that, and finishes the job.

**Example.** How many files are in a folder, including all folders inside it?

```java
int files(File place) {
    if (place.isFile()) {
        return 1;
    }
    int sum = 0;
    for (File inside : place.listFiles()) {
        sum += files(inside);
    }
    return sum;
}
```

A single file is the base case. A folder asks each thing inside it and adds up what they say. Nobody had to know how deep the folders go.

**How to read it.** Do not chase the calls down in your head; you will get lost at the third level. *Trust* that the method is right for anything smaller, and check only whether your own level is right if it is. This is the same small proof as for a loop: the base case is right, each step keeps it right.

**What happens in the machine.** Each call gets its own variables and **waits** while the call it made is running. When the inner call returns, the outer one goes on at the line after it. Calls return in the opposite order in which they were made: the last one in is the first one out. A recursion that never reaches its base case piles up waiting calls until Java gives up with a `StackOverflowError`.$md$
        ),
        7,
        null,
        array[
            'db9d0949-4580-5d1c-9ff4-568525869b3b' /* recipe-without-gaps */
        ]::uuid[]
    ),
    ( -- down-and-up-again
        '3083f31f-4364-5031-bc96-a95652e02b44',
        $md$Down and up again$md$,
        'mcq_component',
        jsonb_build_object(
            'question_text', $md$What does `count(3)` print?

```java
void count(int n) {
    if (n == 0) {
        return;
    }
    IO.print(n + " ");
    count(n - 1);
    IO.print(n + " ");
}
```$md$,
            'options', jsonb_build_array(
                jsonb_build_object('id', 'a', 'text', $md$3 2 1$md$),
                jsonb_build_object('id', 'b', 'text', $md$3 3 2 2 1 1$md$),
                jsonb_build_object('id', 'c', 'text', $md$3 2 1 1 2 3$md$),
                jsonb_build_object('id', 'd', 'text', $md$3 2 1 3 2 1$md$),
                jsonb_build_object('id', 'e', 'text', $md$1 2 3 3 2 1$md$)
            )
        ),
        5,
        '85e5466d-52c1-50a9-a3ed-516a2f4d42d5' /* one-call-at-a-time */,
        array[
            'da60eea9-8769-51a2-8803-532ebf0db8e8' /* let-the-smaller-one-do-it */
        ]::uuid[]
    ),
    ( -- merge-sort
        '8d135df2-7456-5786-bb2f-ab373ae0ef12',
        $md$Watch a sort that halves$md$,
        'external_link',
        jsonb_build_object(
            'content', $md$The pile of exam papers from the last lesson is a famous algorithm. While you look at the picture, try to find the base case, the two smaller problems, and the place where the real work is done. There are about log₂ n levels of halving, and each level touches every paper once, which makes n · log₂ n steps: for a million papers about 20 million instead of the 500 thousand million comparisons of all pairs.$md$,
            'url', 'https://en.wikipedia.org/wiki/Merge_sort',
            'description', $md$The article on merge sort: the plan with the exam papers, with a moving picture of it at work.$md$
        ),
        10,
        null,
        array[
            'da60eea9-8769-51a2-8803-532ebf0db8e8' /* let-the-smaller-one-do-it */
        ]::uuid[]
    ),
    ( -- largest-coin-first
        '7d49a288-187d-597e-8eb0-55bf123e3f51',
        $md$Largest coin first$md$,
        'mcq_component',
        jsonb_build_object(
            'content', $md$A **greedy** plan takes what looks best now and never reconsiders. It is short and quick, and sometimes it is wrong.$md$,
            'question_text', $md$A country has coins of 1, 3 and 4 cents. A machine gives change by always taking the largest coin that still fits. For which of these amounts does it hand out more coins than necessary?$md$,
            'options', jsonb_build_array(
                jsonb_build_object('id', 'a', 'text', $md$5 cents$md$),
                jsonb_build_object('id', 'b', 'text', $md$6 cents$md$),
                jsonb_build_object('id', 'c', 'text', $md$8 cents$md$),
                jsonb_build_object('id', 'd', 'text', $md$None: the largest coin leaves the least to pay, so taking it is always best$md$)
            )
        ),
        5,
        null,
        array[
            'db9d0949-4580-5d1c-9ff4-568525869b3b' /* recipe-without-gaps */
        ]::uuid[]
    ),
    ( -- a-million-addresses
        '9ab0aea3-272e-50c4-972a-2d3917f38aaa',
        $md$A million addresses$md$,
        'mcq_component',
        jsonb_build_object(
            'content', $md$Now everything together. There is a plan on the table, and you may change one thing.$md$,
            'question_text', $md$A mailing list has 1,000,000 email addresses, and some are in it twice. A colleague compares every address with every other one; the program has been running for hours. Which single change helps most?$md$,
            'options', jsonb_build_array(
                jsonb_build_object('id', 'a', 'text', $md$Run it on a computer that is twice as fast$md$),
                jsonb_build_object('id', 'b', 'text', $md$Stop comparing two addresses at the first letter that differs$md$),
                jsonb_build_object('id', 'c', 'text', $md$Compare each pair only once instead of twice$md$),
                jsonb_build_object('id', 'd', 'text', $md$Sort the list first, then compare neighbours$md$)
            )
        ),
        5,
        '348c5dc4-30f9-56db-9bee-a1aa7ece817f' /* growth-by-hand */,
        array[
            '0af8a62d-ed2f-5eed-b6bf-0708bf083f2f' /* twice-the-photos */,
            'ce95b3b1-e729-5ad3-846a-10918e346470' /* put-it-where-you-look */
        ]::uuid[]
    ),
    ( -- how-sure-now
        'f977507c-4d75-55d2-99c1-c59785740c20',
        $md$How sure are you now?$md$,
        'slider_component',
        jsonb_build_object(
            'content', $md$No points for this one; it is for you and your tutor. Think of a program you would like to write.$md$,
            'prompt_text', $md$How sure are you that you could tell beforehand whether its plan will still work with a hundred times as much data? (0: not at all, 10: quite sure)$md$,
            'skill_id', 'judge-an-algorithm',
            'skill_name', $md$Judging an algorithm$md$,
            'min_value', 0,
            'max_value', 10,
            'step', 1
        ),
        2,
        null,
        '{}'
    )
on conflict (id) do update
set title = excluded.title,
    unit_type = excluded.unit_type,
    content_config = excluded.content_config,
    estimated_duration_minutes = excluded.estimated_duration_minutes,
    remedial_unit_id = excluded.remedial_unit_id,
    prerequisite_unit_ids = excluded.prerequisite_unit_ids,
    updated_at = now()
where (u.title, u.unit_type, u.content_config, u.estimated_duration_minutes, u.remedial_unit_id, u.prerequisite_unit_ids)
    is distinct from (excluded.title, excluded.unit_type, excluded.content_config, excluded.estimated_duration_minutes,
                      excluded.remedial_unit_id, excluded.prerequisite_unit_ids);

-- What tells the answers.

insert into public.learning_unit_keys as k (unit_id, answer_key)
values
    ( -- one-call-at-a-time
        '85e5466d-52c1-50a9-a3ed-516a2f4d42d5',
        jsonb_build_object(
            'correct_option_id', 'b',
            'option_feedback', jsonb_build_object(
                'a', $md$The innermost call does return that. But it returns it to the call that waits for it, which still has something to add.$md$,
                'b', $md$Yes: 4 + (3 + (2 + (1 + 0))). Each waiting call adds its own `n` to the answer it gets.$md$,
                'c', $md$That is 4 + 3. The call with 3 does not return 3, though: it makes a call of its own first.$md$,
                'd', $md$That is 4 · 3 · 2 · 1. Look again at the sign between `n` and the inner call.$md$
            ),
            'explanation', $md$`sum(0)` returns 0 to `sum(1)`, which returns 1 + 0 = 1 to `sum(2)`, which returns 2 + 1 = 3 to `sum(3)`, which returns 3 + 3 = 6 to `sum(4)`, which returns 4 + 6 = 10.$md$,
            'hints', jsonb_build_array(
                $md$Start at the bottom: which call returns without calling again, and what does it return?$md$,
                $md$`sum(0)` is 0, so `sum(1)` is 1 + 0. Use that for `sum(2)`, and go on upwards one call at a time.$md$,
                $md$`sum(1)` is 1, `sum(2)` is 2 + 1 = 3, `sum(3)` is 3 + 3 = 6, and `sum(4)` is 4 + 6. It returns 10.$md$
            )
        )
    ),
    ( -- count-the-pairs
        '5eeada08-d77b-54c4-b51e-38e102bd8c1a',
        jsonb_build_object(
            'correct_option_id', 'd',
            'option_feedback', jsonb_build_object(
                'a', $md$That would be so if both loops ran over all 5 places. Look at where the inner loop starts: it does not start at 0.$md$,
                'b', $md$You left out comparing a number with itself, which is right. But this counts first-with-second and second-with-first as two comparisons. Does the program make both?$md$,
                'c', $md$That is how often the outer loop goes round. In most of its rounds the inner loop compares more than once.$md$,
                'd', $md$Yes: 4 + 3 + 2 + 1. Each pair of places is looked at exactly once.$md$
            ),
            'explanation', $md$The inner loop runs from `i + 1` to `n - 1`. For `i` = 0 that is 4 rounds, then 3, 2, 1 and finally 0, together 4 + 3 + 2 + 1 + 0 = 10. In general there are n(n − 1)/2 pairs: everybody in a group shakes hands with everybody else once.$md$,
            'hints', jsonb_build_array(
                $md$Do not look for a formula yet. Take `i` = 0 only: which values does `j` take?$md$,
                $md$Write down the number of inner rounds for `i` = 0, 1, 2, 3 and 4 one below the other, then add them up. The first number is 4.$md$,
                $md$For `i` = 0, `j` is 1, 2, 3, 4: four comparisons. For `i` = 1 three, for 2 two, for 3 one, for 4 none. 4 + 3 + 2 + 1 + 0 makes 10 comparisons.$md$
            )
        )
    ),
    ( -- twice-the-photos
        '0af8a62d-ed2f-5eed-b6bf-0708bf083f2f',
        jsonb_build_object(
            'correct_option_id', 'b',
            'option_feedback', jsonb_build_object(
                'a', $md$Adding a fixed bit of time would fit a plan that throws half away in each step. This one meets every photo again for each photo.$md$,
                'b', $md$Yes. Each photo has twice as many partners, and there are twice as many photos: two times two.$md$,
                'c', $md$Twice the photos, twice the time: that holds if each photo is looked at once. Here each new photo also makes more work for all the old ones.$md$,
                'd', $md$What is squared is the *factor* by which the collection grew, not the number of seconds. Had you measured in minutes, squaring would give a different answer, so it cannot be right.$md$
            ),
            'explanation', $md$The number of pairs grows with the square of the number of photos: 10,000 photos make 49,995,000 pairs, 20,000 make 199,990,000, which is 4.0 times as many. So the run takes about 4 × 20 = 80 seconds.$md$,
            'hints', jsonb_build_array(
                $md$Think of one photo. With how many others is it compared before, and with how many after the collection has grown?$md$,
                $md$Two things have changed: each photo is compared with twice as many others, and there are twice as many photos for which this happens. Combine the two factors.$md$,
                $md$Partners per photo: × 2. Photos: × 2. Together × 4, so 20 seconds become about 80 seconds.$md$
            )
        )
    ),
    ( -- estimate-halving
        '1441caa0-90c4-56b1-9be2-4743982e2005',
        jsonb_build_object(
            'target_value', 30,
            'tolerance', 2,
            'zero_distance', 25,
            'explanation', $md$Ten halvings divide by 2 · 2 · … · 2 (ten times), which is 1,024, so they leave a little less than a thousandth. A thousand million names become less than a million after ten looks, less than a thousand after ten more, and less than one after another ten: 30 looks. For twice as many names it would be 31.$md$,
            'hints', jsonb_build_array(
                $md$Try a small book first: 8 names. How many are left after one look, after two, after three?$md$,
                $md$Ten halvings divide by 2 · 2 · … · 2 (ten times), which is 1,024, so about a thousand. How many times in a row can you divide a thousand million by a thousand?$md$,
                $md$A thousand million is 1,000 · 1,000 · 1,000. Each of the three factors is used up by ten halvings, so 10 + 10 + 10 = 30 looks.$md$
            )
        )
    ),
    ( -- when-halving-fails
        '50b86429-2a9a-578e-a0a4-df1c80e39747',
        jsonb_build_object(
            'correct_option_id', 'a',
            'option_feedback', jsonb_build_object(
                'a', $md$Yes. The comparison says on which side the title would stand in an alphabetical list. In this list it may stand on either.$md$,
                'b', $md$Text has an order too, the one of the dictionary. What halving needs is an order, not numbers.$md$,
                'c', $md$With an even number of songs you may take either of the two in the middle. One part is then larger by one, and nothing is lost.$md$,
                'd', $md$Each round throws half of the songs away for good. After about log₂ n rounds nothing is left to look at, so more rounds cannot help.$md$
            ),
            'explanation', $md$Binary search rests on a promise: everything before the middle is smaller, everything after it is larger. The songs are ordered by date, so the promise does not hold for titles, and the half that is thrown away may well contain the song. Either sort the list by title first, or look at every song.$md$,
            'hints', jsonb_build_array(
                $md$Nothing is wrong with the way the halves are computed. Ask what the player *concludes* from comparing two titles.$md$,
                $md$Say the middle song is "Imagine". The player now concludes that "Yesterday" stands further down. What must be true of the list for this conclusion to hold?$md$,
                $md$It concludes that all later titles stand further down, which is true in an alphabetical list only. This one stands in the order of adding: the list is ordered by something else than the title.$md$
            )
        )
    ),
    ( -- ticket-scanner
        '733d13e2-ec9c-5405-8a09-b6b1259af1b7',
        jsonb_build_object(
            'correct_option_id', 'd',
            'option_feedback', jsonb_build_object(
                'a', $md$It is right but gets slower with each visitor: the last ones wait for almost 50,000 comparisons each. Together that is more than a thousand million.$md$,
                'b', $md$The search is quick, but the price is paid elsewhere: the whole list is put in order once more for every visitor. Which question is asked, and does it need an order at all?$md$,
                'c', $md$A map is quick at finding what belongs to a *key*. Here you have the code and would have to look through all values. Which of the two should be looked up?$md$,
                'd', $md$Yes. "Have I met this?" is exactly the question that it answers, and the time does not grow with the number of visitors.$md$
            ),
            'explanation', $md$The scanner asks one question, "was this code here before?", and then adds the code. A hash set does both in about constant time: some 50,000 quick steps for the evening. Searching a list from the start would cost up to 50,000 · 49,999 / 2 = 1,249,975,000 comparisons, and sorting after each scan pays for an order that nobody asked for.$md$,
            'hints', jsonb_build_array(
                $md$Say in one sentence which question is asked 50,000 times. Does it contain "before", "after", "how many" or "is it there"?$md$,
                $md$The question is "is it there?", for a code that you hold in your hand. Which container computes the place of a thing from the thing itself?$md$,
                $md$Only membership is asked, never the order, and nothing belongs to a code. So: in a hash set of codes. The scanner calls `add(code)`, which even says whether the code was new.$md$
            )
        )
    ),
    ( -- down-and-up-again
        '3083f31f-4364-5031-bc96-a95652e02b44',
        jsonb_build_object(
            'correct_option_id', 'c',
            'option_feedback', jsonb_build_object(
                'a', $md$This is what is printed on the way down. When `count(0)` returns, is all work done, or is someone still waiting to go on?$md$,
                'b', $md$This would come out if both `print` lines stood before the inner call. Between the two prints of one call, something else happens first.$md$,
                'c', $md$Yes. Down it prints before it calls; then each waiting call goes on, the innermost first.$md$,
                'd', $md$You saw that each call prints a second time. But which of the waiting calls can go on first: the one that was made first, or the one that was made last?$md$,
                'e', $md$The first line that prints belongs to the outermost call, whose `n` has not been made smaller by anyone yet.$md$
            ),
            'explanation', $md$`count(3)` prints 3 and waits for `count(2)`, which prints 2 and waits for `count(1)`, which prints 1 and waits for `count(0)`, which returns at once. Now the waiting calls go on from the inside out and print their own `n` a second time: 1, then 2, then 3. Each call has its own `n`; the inner ones did not change it.$md$,
            'hints', jsonb_build_array(
                $md$Each call has its own `n`. Start with the smallest that prints at all: what does `count(1)` print, from its first line to its last?$md$,
                $md$`count(1)` prints its number twice in a row, because `count(0)` in between prints nothing. Now put what `count(1)` prints between the two prints of `count(2)`, and so on.$md$,
                $md$`count(1)` prints "1 1". `count(2)` prints a 2, then all of that, then a 2: "2 1 1 2". `count(3)` puts a 3 on both sides: "3 2 1 1 2 3".$md$
            )
        )
    ),
    ( -- largest-coin-first
        '7d49a288-187d-597e-8eb0-55bf123e3f51',
        jsonb_build_object(
            'correct_option_id', 'b',
            'option_feedback', jsonb_build_object(
                'a', $md$The machine gives 4 + 1, two coins. One coin cannot do it, so two is the best there is.$md$,
                'b', $md$Yes. The machine gives 4 + 1 + 1, three coins, and 3 + 3 needs only two.$md$,
                'c', $md$The machine gives 4 + 4, two coins, and no single coin is worth that much.$md$,
                'd', $md$It leaves the smallest *amount*, but not always the amount that needs the fewest coins. Try whether leaving out the largest coin can pay.$md$
            ),
            'explanation', $md$Largest first gives 4 + 1 + 1, while 3 + 3 does it with two coins: for 6 cents the first choice, though it looked best, spoils the rest. For the coins of most countries the greedy plan happens to be right, and that is a property of those coins, not of the plan. A greedy plan needs a proof; one counterexample is enough to refute it.$md$,
            'hints', jsonb_build_array(
                $md$Do it like the machine, for each amount: note the coins it gives. Then try to do it with one coin fewer.$md$,
                $md$The 4 is the only coin that can tempt the machine into a mistake. Look for an amount that two equal smaller coins would pay exactly.$md$,
                $md$Two coins of 3 pay exactly 6 cents. The machine takes the 4 first and has to add two coins of 1: three coins instead of two.$md$
            )
        )
    ),
    ( -- a-million-addresses
        '9ab0aea3-272e-50c4-972a-2d3917f38aaa',
        jsonb_build_object(
            'correct_option_id', 'd',
            'option_feedback', jsonb_build_object(
                'a', $md$The time is cut in half, and lost again as soon as the list is half as long again. The plan itself stays as it was.$md$,
                'b', $md$This makes each comparison cheaper (and most libraries do it already). The number of comparisons, which is the trouble, stays the same.$md$,
                'c', $md$This halves the work, from a million million comparisons to half of that. Nice, but the growth is the same.$md$,
                'd', $md$Yes. Equal addresses end up side by side, and the work falls from hundreds of thousands of millions of steps to some twenty million.$md$
            ),
            'explanation', $md$All pairs of a million addresses are 499,999,500,000 comparisons. The other offers divide that by a small number; sorting changes how it *grows*. Sorting takes about n · log₂ n, some 20 million comparisons, and one pass over neighbours another million: over twenty thousand times less. (A hash set would do as well, and without sorting.)$md$,
            'hints', jsonb_build_array(
                $md$For each offer, ask what happens to it when the list doubles once more. Which of them changes *that*?$md$,
                $md$Three of the offers make the same plan two or three times cheaper. One of them is another plan. Think about where equal addresses would lie in a telephone book.$md$,
                $md$In alphabetical order equal addresses stand side by side, so one pass finds them all, and sorting is cheap by halving. So: sort the list first, then compare neighbours.$md$
            )
        )
    )
on conflict (unit_id) do update
set answer_key = excluded.answer_key
where k.answer_key is distinct from excluded.answer_key;

-- The order of the track: exactly this. Units stay, whatever the order was, since learners may be on them.

delete from public.track_learning_units
where track_id = 'a8ae108b-d0fc-5e57-b71a-ddeb1fcef9c1'
  and unit_id not in (
      'db9d0949-4580-5d1c-9ff4-568525869b3b',
      '5eeada08-d77b-54c4-b51e-38e102bd8c1a',
      '75d4f317-7e9a-5d37-84b5-fac4fb6fa57f',
      '0af8a62d-ed2f-5eed-b6bf-0708bf083f2f',
      '1441caa0-90c4-56b1-9be2-4743982e2005',
      '50b86429-2a9a-578e-a0a4-df1c80e39747',
      'ce95b3b1-e729-5ad3-846a-10918e346470',
      '733d13e2-ec9c-5405-8a09-b6b1259af1b7',
      'da60eea9-8769-51a2-8803-532ebf0db8e8',
      '3083f31f-4364-5031-bc96-a95652e02b44',
      '8d135df2-7456-5786-bb2f-ab373ae0ef12',
      '7d49a288-187d-597e-8eb0-55bf123e3f51',
      '9ab0aea3-272e-50c4-972a-2d3917f38aaa',
      'f977507c-4d75-55d2-99c1-c59785740c20'
  );

insert into public.track_learning_units as o (track_id, unit_id, sequence_order)
values
    ('a8ae108b-d0fc-5e57-b71a-ddeb1fcef9c1', 'db9d0949-4580-5d1c-9ff4-568525869b3b', 1) /* recipe-without-gaps */,
    ('a8ae108b-d0fc-5e57-b71a-ddeb1fcef9c1', '5eeada08-d77b-54c4-b51e-38e102bd8c1a', 2) /* count-the-pairs */,
    ('a8ae108b-d0fc-5e57-b71a-ddeb1fcef9c1', '75d4f317-7e9a-5d37-84b5-fac4fb6fa57f', 3) /* how-cost-grows */,
    ('a8ae108b-d0fc-5e57-b71a-ddeb1fcef9c1', '0af8a62d-ed2f-5eed-b6bf-0708bf083f2f', 4) /* twice-the-photos */,
    ('a8ae108b-d0fc-5e57-b71a-ddeb1fcef9c1', '1441caa0-90c4-56b1-9be2-4743982e2005', 5) /* estimate-halving */,
    ('a8ae108b-d0fc-5e57-b71a-ddeb1fcef9c1', '50b86429-2a9a-578e-a0a4-df1c80e39747', 6) /* when-halving-fails */,
    ('a8ae108b-d0fc-5e57-b71a-ddeb1fcef9c1', 'ce95b3b1-e729-5ad3-846a-10918e346470', 7) /* put-it-where-you-look */,
    ('a8ae108b-d0fc-5e57-b71a-ddeb1fcef9c1', '733d13e2-ec9c-5405-8a09-b6b1259af1b7', 8) /* ticket-scanner */,
    ('a8ae108b-d0fc-5e57-b71a-ddeb1fcef9c1', 'da60eea9-8769-51a2-8803-532ebf0db8e8', 9) /* let-the-smaller-one-do-it */,
    ('a8ae108b-d0fc-5e57-b71a-ddeb1fcef9c1', '3083f31f-4364-5031-bc96-a95652e02b44', 10) /* down-and-up-again */,
    ('a8ae108b-d0fc-5e57-b71a-ddeb1fcef9c1', '8d135df2-7456-5786-bb2f-ab373ae0ef12', 11) /* merge-sort */,
    ('a8ae108b-d0fc-5e57-b71a-ddeb1fcef9c1', '7d49a288-187d-597e-8eb0-55bf123e3f51', 12) /* largest-coin-first */,
    ('a8ae108b-d0fc-5e57-b71a-ddeb1fcef9c1', '9ab0aea3-272e-50c4-972a-2d3917f38aaa', 13) /* a-million-addresses */,
    ('a8ae108b-d0fc-5e57-b71a-ddeb1fcef9c1', 'f977507c-4d75-55d2-99c1-c59785740c20', 14) /* how-sure-now */
on conflict (track_id, unit_id) do update
set sequence_order = excluded.sequence_order
where o.sequence_order is distinct from excluded.sequence_order;
