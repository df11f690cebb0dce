-- Learning content that every installation starts with: one row per snippet, one statement per topic.
--
-- The script may run any number of times, on an empty table or on an older version of the same rows: an id that is
-- already there gets the text below, and a row that is equal already is left alone (its updated_at does not move).
-- Every statement is complete in itself, so the file needs no surrounding transaction and accepts one.
--
-- The id of a snippet is the version 5 UUID of the name "urn:chiron:learning-content-snippet:<slug>" in the URL
-- namespace. It is written out here and stays the same for good, even if the slug should change one day.
-- README.md says how to add a snippet.

-- Java

insert into public.learning_content_snippets as s (id, slug, topic, title, content, tags)
values
    (
        '6f792929-68f3-563d-88d8-9c8e4d2b5d5d',
        'java-first-program',
        'Java',
        'Your first program',
        $md$A Java program is a text file with instructions that the computer carries out from top to bottom. The instructions live in a method called `main`: when you start the program, Java looks for `main` and runs what stands between its braces. Each instruction ends with a semicolon. Since Java 25 a small program needs nothing more than that method.

**Example.** Save this as `Hello.java` and run it with `java Hello.java`:

```java
void main() {
    String name = "Ada";
    IO.println("Hello, " + name + "!");
    IO.println("Next year is " + (2025 + 1) + ".");
}
```

It prints:

```text
Hello, Ada!
Next year is 2026.
```

Text in double quotes is printed as it stands, while `2025 + 1` is calculated first. In older programs you will meet the longer forms `public static void main(String[] args)` and `System.out.println`; they do the same job.

**Common mistake:** Java tells capital letters from small ones. `io.println` or `string name` does not compile, because Java knows only `IO` and `String`. Read the first error message: it names the line.

**Think about it:** what would the second line print if you removed the inner parentheses around `2025 + 1`, and why?$md$,
        array['hello world', 'main method', 'getting started', 'java basics', 'first java program', 'how to start programming']
    ),
    (
        'ad699c37-c3d0-5f8f-b696-48a30e4291ee',
        'java-variables-and-types',
        'Java',
        'Variables and types',
        $md$A variable is a named place for a value. In Java every variable has a type that says which values fit: `int` holds whole numbers, `double` holds numbers with a fraction, `boolean` holds `true` or `false`, and `String` holds text. You declare a variable once with its type and may then give it new values of that same type.

**Example.**

```java
void main() {
    int apples = 3;
    double price = 0.5;
    boolean paid = false;
    apples = apples + 2;
    double total = apples * price;
    IO.println(apples + " apples cost " + total + ", paid: " + paid);
}
```

It prints:

```text
5 apples cost 2.5, paid: false
```

The line `apples = apples + 2` is not an equation. It means: compute the right side, then store the result on the left. With `var total = apples * price;` Java works out the type by itself; the variable is still a `double` forever.

**Common mistake:** writing `int half = 2.5;`. A fraction does not fit into an `int`, so the compiler refuses. It protects you from losing part of a number without noticing.

**Think about it:** an `int` ends at 2,147,483,647. Would you use one to count the people on Earth?$md$,
        array['variable', 'data types', 'int', 'double', 'boolean', 'primitive types', 'declare a variable', 'assignment', 'var']
    ),
    (
        'df6a6360-9363-59a3-b64e-0cae285bdacc',
        'java-arithmetic',
        'Java',
        'Arithmetic and integer division',
        $md$Java calculates with `+`, `-`, `*`, `/` and `%`. Multiplication and division come before addition, and parentheses come first of all. The surprise for beginners is division: when both sides are whole numbers, the result is a whole number too and the fraction is simply cut off. The operator `%` gives the remainder that was left over.

**Example.** How many full boxes of 12 can you pack with 100 eggs?

```java
void main() {
    int eggs = 100;
    IO.println(eggs / 12);
    IO.println(eggs % 12);
    IO.println(eggs / 12.0);
    IO.println(7 % 2 == 1);
}
```

It prints:

```text
8
4
8.333333333333334
true
```

Eight boxes are full and four eggs remain. Because `12.0` is a `double`, the third line keeps the fraction. The last line shows a handy use of the remainder: a positive number is odd when dividing it by 2 leaves 1.

**Common mistake:** computing an average as `(3 + 4) / 2` and expecting 3.5. Both sides are `int`, so the answer is 3. Write `(3 + 4) / 2.0`.

**Think about it:** how could you use `/` and `%` to turn 135 minutes into hours and minutes?$md$,
        array['operators', 'modulo', 'remainder', 'percent sign', 'plus minus times', 'division', 'rounding', 'overflow']
    ),
    (
        'c853bf44-b2a5-5162-8ea1-8a236c540fa6',
        'java-strings',
        'Java',
        'Strings',
        $md$A `String` is a piece of text: a row of characters with positions counted from 0. Strings offer many methods, such as `length()` for the size, `substring(from, to)` for a part (the end position is not included) and `toUpperCase()` for capital letters. A string never changes. Every method that seems to change it hands you a new string instead.

**Example.**

```java
void main() {
    String city = "Lisbon";
    IO.println(city.length());
    IO.println(city.charAt(0));
    IO.println(city.substring(0, 3));
    city.toUpperCase();
    IO.println(city);
    IO.println(city.equals("Lisbon"));
}
```

It prints:

```text
6
L
Lis
Lisbon
true
```

Look at the fourth line of output: the call to `toUpperCase()` made a new string, but nobody stored it, so `city` is as before. Write `city = city.toUpperCase();` to keep the result.

**Common mistake:** comparing text with `==`. That asks whether both names point to the very same object in memory, which may be false even when the letters agree. Use `equals` for the letters.

**Think about it:** what is the position of the last character of a string whose length is `n`?$md$,
        array['string', 'text', 'substring', 'concatenation', 'string length', 'characters', 'equals', 'compare strings']
    ),
    (
        '1b3cfb5e-4455-59d1-bbd9-ad709f7780e2',
        'java-conditions',
        'Java',
        'If statements and switch',
        $md$Programs make decisions with `if`. The condition in parentheses must be `true` or `false`; when it is true, the first block runs, otherwise the `else` block does. Comparisons are written `<`, `<=`, `>`, `>=`, `==` and `!=`, and you join conditions with `&&` (and), `||` (or) and `!` (not). When one value chooses between several answers, a `switch` reads better.

**Example.**

```java
String ticket(int age) {
    if (age < 6) {
        return "free";
    } else if (age < 18) {
        return "half price";
    } else {
        return "full price";
    }
}

void main() {
    IO.println(ticket(17));
    IO.println(ticket(18));
    String day = "SAT";
    String plan = switch (day) {
        case "SAT", "SUN" -> "rest";
        default -> "work";
    };
    IO.println(plan);
}
```

It prints:

```text
half price
full price
rest
```

The tests run in order, and the first true one wins. Nobody needs to write `age >= 6 && age < 18`, since younger children have already been handled.

**Common mistake:** getting the boundary wrong, for example `age <= 18` where 18-year-olds should pay in full. Try the values just below, at and above each limit.

**Think about it:** what happens if you swap the two tests `age < 6` and `age < 18`?$md$,
        array['if else', 'conditions', 'conditional', 'branching', 'decisions', 'switch expression', 'comparison operators', 'boolean logic', 'control flow']
    ),
    (
        'ad3092aa-b5a0-50c2-9cef-79d3685f9ec1',
        'java-loops',
        'Java',
        'For loops and while loops',
        $md$A loop repeats a block of code. Use a `for` loop to count: it has a start, a condition that is checked before every round, and a step that runs after every round. A `while` loop has only the condition and fits when you do not know beforehand how many rounds there will be.

**Example.** Add the numbers 1 to 5, then find out how often 100 can be halved before it reaches 1:

```java
void main() {
    int sum = 0;
    for (int i = 1; i <= 5; i++) {
        sum = sum + i;
    }
    IO.println(sum);

    int value = 100;
    int rounds = 0;
    while (value > 1) {
        value = value / 2;
        rounds++;
    }
    IO.println(rounds);
}
```

It prints:

```text
15
6
```

The halves are 50, 25, 12, 6, 3 and 1, so six rounds. If the condition is false at the start, the body does not run at all.

**Common mistake:** being off by one. `i < 5` stops after 4, `i <= 5` stops after 5. Another classic is a `while` loop whose body never changes the condition: it runs forever.

**Think about it:** how would you change the `for` loop so that it adds only the even numbers?$md$,
        array['for loop', 'while loop', 'loops', 'iteration', 'repeat', 'enhanced for', 'counting', 'off by one', 'infinite loop']
    ),
    (
        '4d878e85-2753-5a46-a62e-11df4159ef5a',
        'java-methods',
        'Java',
        'Methods',
        $md$A method is a named piece of code that you can use again and again. It takes inputs, called parameters, and may hand back one result with `return`. The word before the method's name is the type of the result; `void` means there is none. Good methods do one thing, and their name tells which.

**Example.**

```java
double toFahrenheit(double celsius) {
    return celsius * 9 / 5 + 32;
}

void report(String place, double celsius) {
    IO.println(place + ": " + toFahrenheit(celsius));
}

void main() {
    report("Oslo", -5);
    report("Cairo", 35);
}
```

It prints:

```text
Oslo: 23.0
Cairo: 95.0
```

When `report("Oslo", -5)` is called, the value `"Oslo"` goes into `place` and `-5` into `celsius`, in the order in which they are written. The formula stands in one place only, so a correction there helps every caller.

**Common mistake:** believing that a method can change the caller's number. Java passes a copy of the value. If `toFahrenheit` said `celsius = 0;`, the variable of the caller would keep its old value. Return the new value instead.

**Think about it:** which lines of your last program appear twice, and what name would you give to a method that replaces them?$md$,
        array['method', 'function', 'functions', 'java function', 'parameters', 'arguments', 'return value', 'void', 'calling a method']
    ),
    (
        'da5a4ca4-d473-50bc-a74a-2c5a8ff77617',
        'java-recursion',
        'Java',
        'Recursion',
        $md$Recursion means that a method solves a problem by calling itself on a smaller version of the same problem. It needs two parts: a base case that is answered directly, and a recursive case that moves one step closer to the base case. Each call waits for the inner call to finish, so the pending calls pile up on the call stack and are then completed in reverse order.

**Example.** The factorial of 5 is 5 × 4 × 3 × 2 × 1. Said recursively: the factorial of `n` is `n` times the factorial of `n - 1`.

```java
int factorial(int n) {
    if (n <= 1) {
        return 1;
    }
    return n * factorial(n - 1);
}

void main() {
    IO.println(factorial(5));
}
```

It prints:

```text
120
```

The calls go down as 5, 4, 3, 2, 1. Then the results come back up as 1, 2, 6, 24, 120.

**Common mistake:** forgetting the base case, or never getting nearer to it. The calls then go on until the memory reserved for them is full and Java stops with a `StackOverflowError`.

**Think about it:** how would you describe the sum of a list recursively? What is the answer for the empty list?$md$,
        array['recursive', 'recursive method', 'base case', 'stack overflow', 'factorial', 'function calling itself']
    ),
    (
        'a817627b-6eb6-56fe-886e-56674f691552',
        'java-arrays',
        'Java',
        'Arrays',
        $md$An array is a row of values of the same type with a fixed length. You reach each element by its index, and indexes start at 0: an array of four elements has the indexes 0, 1, 2 and 3. The length is chosen when the array is made and never changes. New arrays of numbers start filled with zeros.

**Example.** Find the warmest day:

```java
void main() {
    int[] degrees = {18, 21, 25, 19};
    int warmest = degrees[0];
    for (int d : degrees) {
        if (d > warmest) {
            warmest = d;
        }
    }
    IO.println("Days: " + degrees.length);
    IO.println("Warmest: " + warmest);
    IO.println("Last: " + degrees[degrees.length - 1]);
}
```

It prints:

```text
Days: 4
Warmest: 25
Last: 19
```

The form `for (int d : degrees)` visits every element without any index, which leaves less to get wrong.

**Common mistake:** asking for `degrees[4]`. The last index is the length minus one, so Java stops the program with an `ArrayIndexOutOfBoundsException`. It also tells you the index and the length.

**Think about it:** why does the search start with `degrees[0]` and not with 0? Imagine a week of frost.$md$,
        array['array', 'index', 'array length', 'out of bounds', 'elements', 'fixed size']
    ),
    (
        'f1469a30-11c5-5abb-b8a6-6668345b009b',
        'java-lists',
        'Java',
        'Lists',
        $md$A `List` keeps values in order, like an array, but it can grow and shrink. `ArrayList` is the usual kind. In angle brackets you say what the list holds: `List<String>` is a list of texts. Numbers go in as `Integer`, the object form of `int`. The positions start at 0 here too.

**Example.**

```java
void main() {
    List<String> tasks = new ArrayList<>();
    tasks.add("read");
    tasks.add("practise");
    tasks.add(0, "plan");
    tasks.remove("read");
    IO.println(tasks);
    IO.println(tasks.size());
    IO.println(tasks.contains("practise"));
}
```

It prints:

```text
[plan, practise]
2
true
```

`List.of("a", "b")` makes a list that can never be changed, which is good for constants: an attempt to add to it ends in an `UnsupportedOperationException`.

**Common mistake:** removing elements from a list while a `for (String t : tasks)` loop walks over it. Java usually notices and throws a `ConcurrentModificationException`. Use `tasks.removeIf(t -> t.isBlank())` instead.

**Think about it:** `add(0, …)` has to move every later element by one place. What does that mean for a list with a million entries?$md$,
        array['list', 'arraylist', 'collection', 'add and remove elements', 'resizable array', 'immutable list']
    ),
    (
        '70e71b82-383e-5122-a62c-a227c0db0047',
        'java-maps',
        'Java',
        'Maps',
        $md$A `Map` connects keys with values, as a dictionary connects words with explanations. Every key occurs once; putting a value under an existing key replaces the old value. A `HashMap` finds a key very quickly however many entries there are, but promises no order. A `TreeMap` keeps its keys sorted.

**Example.** Count how often each word occurs:

```java
void main() {
    Map<String, Integer> counts = new TreeMap<>();
    for (String word : "to be or not to be".split(" ")) {
        counts.merge(word, 1, Integer::sum);
    }
    IO.println(counts);
    IO.println(counts.get("be"));
    IO.println(counts.get("maybe"));
    IO.println(counts.getOrDefault("maybe", 0));
}
```

It prints:

```text
{be=2, not=1, or=1, to=2}
2
null
0
```

`merge` stores 1 for a new word and otherwise adds 1 to the number that is there already.

**Common mistake:** writing `int n = counts.get("maybe");`. For an unknown key `get` answers `null`, which cannot become an `int`, so the program stops with a `NullPointerException`. Use `getOrDefault` or ask `containsKey` first.

**Think about it:** you want to find a person's phone number by name. What should happen when two people share a name, and how would you model it?$md$,
        array['map', 'hashmap', 'dictionary', 'key value pairs', 'lookup table', 'count words', 'treemap']
    ),
    (
        '9d2a0f73-9a7b-5148-811f-5f7cee7d3251',
        'java-classes-and-objects',
        'Java',
        'Classes and objects',
        $md$A class is a blueprint; an object is one thing built from it. The class says which data each object carries (its fields) and what it can do (its methods). A constructor sets up a new object and is called with `new`. Marking fields `private` means that only the class itself may touch them, so it can guard its own rules.

**Example.**

```java
class Account {
    private int balance;

    Account(int start) {
        balance = start;
    }

    void withdraw(int amount) {
        if (amount > balance) {
            throw new IllegalArgumentException("not enough money");
        }
        balance -= amount;
    }

    int balance() {
        return balance;
    }
}

void main() {
    Account mine = new Account(100);
    Account yours = new Account(100);
    mine.withdraw(30);
    IO.println(mine.balance() + " and " + yours.balance());
}
```

It prints:

```text
70 and 100
```

Both objects come from one class, but each has its own balance.

**Common mistake:** thinking that `Account other = mine;` makes a copy. It only gives the same object a second name: a withdrawal through `other` changes `mine` too, because there is one account.

**Think about it:** which rule would break if `balance` were public and anyone could write to it?$md$,
        array['class', 'object', 'object oriented programming', 'oop', 'constructor', 'fields', 'instance', 'encapsulation', 'private']
    ),
    (
        '275b20df-01b5-533b-96a7-64a7ff6fac7c',
        'java-records',
        'Java',
        'Records',
        $md$A record is a short way to write a class whose only purpose is to carry data. You list the components once, and Java adds the constructor, a reading method for each component, `equals`, `hashCode` and a readable `toString`. The components of a record cannot be assigned again. To change something you make a new record.

**Example.**

```java
record Point(int x, int y) {
    Point {
        if (x < 0 || y < 0) {
            throw new IllegalArgumentException("negative");
        }
    }

    Point movedRight(int steps) {
        return new Point(x + steps, y);
    }
}

void main() {
    Point a = new Point(2, 3);
    IO.println(a.movedRight(5));
    IO.println(a.equals(new Point(2, 3)));
    IO.println(a.x());
}
```

It prints:

```text
Point[x=7, y=3]
true
2
```

The block `Point { … }` is a compact constructor: it checks the values before they are stored, so a wrong point can never exist.

**Common mistake:** believing that a record is frozen all the way down. If a component is a list that somebody else may change, the record's content changes with it. Store `List.copyOf(items)` in the compact constructor.

**Think about it:** two points with equal numbers are equal. Should two bank accounts with equal balances be equal as well?$md$,
        array['record', 'data class', 'immutable data', 'value object', 'dto', 'equals and hashcode']
    ),
    (
        '4d83eee5-3e6a-57da-a71c-c687baacad63',
        'java-interfaces',
        'Java',
        'Interfaces',
        $md$An interface describes what something can do without saying how. It lists methods; classes and records that `implement` the interface supply the code. Code that uses the interface works with every implementation, even with those written years later. This is called polymorphism: one call, many behaviours.

**Example.**

```java
interface Shape {
    double area();
}

record Square(double side) implements Shape {
    public double area() {
        return side * side;
    }
}

record Rectangle(double width, double height) implements Shape {
    public double area() {
        return width * height;
    }
}

void main() {
    List<Shape> shapes = List.of(new Square(3), new Rectangle(2, 5));
    double total = 0;
    for (Shape s : shapes) {
        total += s.area();
    }
    IO.println(total);
}
```

It prints:

```text
19.0
```

The loop knows nothing about squares or rectangles. It asks each shape for its area, and each answers in its own way: 9 plus 10.

**Common mistake:** forgetting `public` on the implementing method. Interface methods are public unless they say otherwise, and an implementation must not be less visible, so the compiler objects.

**Think about it:** a program sends messages by email. Which interface would let you add text messages later, or a test that only remembers what was sent?$md$,
        array['interface', 'implements', 'polymorphism', 'abstraction', 'contract', 'abstract method']
    ),
    (
        'f84980cc-15a3-5b77-bdba-9fa5a5b82f89',
        'java-sealed-types',
        'Java',
        'Sealed types and pattern matching',
        $md$A sealed interface names all the types that may implement it. Because the compiler then knows every possibility, a `switch` over it needs no `default`, and it stops compiling when somebody adds a new kind and forgets a case. A pattern such as `case Card(String number)` checks the type and takes the record apart in one step.

**Example.**

```java
sealed interface Payment permits Cash, Card {}

record Cash(int coins) implements Payment {}

record Card(String number) implements Payment {}

String describe(Payment p) {
    return switch (p) {
        case Cash(int coins) when coins > 50 -> "a heavy purse";
        case Cash(int coins) -> coins + " coins";
        case Card(String number) -> "card " + number;
    };
}

void main() {
    IO.println(describe(new Cash(7)));
    IO.println(describe(new Cash(80)));
    IO.println(describe(new Card("42")));
}
```

It prints:

```text
7 coins
a heavy purse
card 42
```

The cases are tried from top to bottom, so the special case with `when` stands before the general one.

**Common mistake:** adding `default` out of habit. It silences the compiler exactly when you want its help: a third kind of payment would fall into `default` unnoticed.

**Think about it:** which closed set of alternatives in your own work would deserve a sealed type?$md$,
        array['sealed interface', 'pattern matching', 'switch patterns', 'algebraic data types', 'exhaustive switch', 'instanceof', 'record pattern']
    ),
    (
        '9a67987d-5034-5101-8e19-d1397e90e803',
        'java-exceptions',
        'Java',
        'Exceptions',
        $md$An exception reports that something went wrong. `throw` stops the current method at once and hands the exception to the caller, then to the caller's caller, until some `catch` block takes care of it. If none does, the program (strictly, the thread) ends with a message and a stack trace. A `finally` block runs in either case.

**Example.**

```java
int parseAge(String text) {
    try {
        int age = Integer.parseInt(text);
        if (age < 0) {
            throw new IllegalArgumentException("age below zero");
        }
        return age;
    } catch (NumberFormatException e) {
        IO.println("not a number: " + text);
        return -1;
    }
}

void main() {
    IO.println(parseAge("41"));
    IO.println(parseAge("forty"));
}
```

It prints:

```text
41
not a number: forty
-1
```

`catch` takes only the kinds it names. `parseAge("-3")` would therefore pass its exception on to `main` and end the program.

**Common mistake:** an empty `catch` block. The error vanishes, the program goes on with wrong data, and the real cause is hard to find later. Handle the problem, or let it travel up.

**Think about it:** the method answers -1 for bad text. How could a careless caller misuse that number, and what would you return or throw instead?$md$,
        array['exception', 'try catch', 'throw', 'finally', 'error handling', 'checked exception', 'stack trace', 'try with resources']
    ),
    (
        '20dbc6d3-a846-53e7-8a51-22faa895046c',
        'java-null-and-optional',
        'Java',
        'Null and Optional',
        $md$A variable of an object type may hold `null`, which means that it points to no object. Calling a method on `null` stops the program with a `NullPointerException`. When a method may have no answer, `Optional` says so in its type: it is a box that holds one value or nothing, and the caller has to decide what to do with an empty box.

**Example.**

```java
Optional<String> findCapital(String country) {
    return switch (country) {
        case "Peru" -> Optional.of("Lima");
        case "Kenya" -> Optional.of("Nairobi");
        default -> Optional.empty();
    };
}

void main() {
    IO.println(findCapital("Peru").orElse("unknown"));
    IO.println(findCapital("Atlantis").orElse("unknown"));
    IO.println(findCapital("Kenya").map(String::length).orElse(0));
}
```

It prints:

```text
Lima
unknown
7
```

`map` works on the content if there is any; an empty box stays empty.

**Common mistake:** calling `get()` without looking first. On an empty box it throws a `NoSuchElementException`, so you have only exchanged one crash for another. Prefer `orElse`, `map` or `ifPresent`.

**Think about it:** is an empty list, an empty `Optional` or `null` the best answer to "which orders did this customer place"?$md$,
        array['null', 'nullpointerexception', 'optional', 'missing value', 'npe', 'absent value']
    ),
    (
        'b28bfdf6-dbac-58c7-b3ae-cc57af867836',
        'java-generics',
        'Java',
        'Generics',
        $md$Generics let one class or method work with many types while the compiler still checks each use. The name in angle brackets, often `T`, is a placeholder for a type that the caller chooses. `List<String>` is the list with `T` chosen as `String`; putting a number in does not compile, and what you take out is a `String` without any cast.

**Example.** A method that returns the larger of two values of any comparable type:

```java
<T extends Comparable<T>> T larger(T a, T b) {
    return a.compareTo(b) >= 0 ? a : b;
}

void main() {
    IO.println(larger(3, 8));
    IO.println(larger("pear", "apple"));
}
```

It prints:

```text
8
pear
```

`T extends Comparable<T>` is a bound. It promises that values of type `T` know how to compare themselves, and only that promise allows the call to `compareTo`. For text the order is alphabetical.

**Common mistake:** expecting a `List<Integer>` to be accepted where a `List<Number>` is wanted. It is not: through the second name somebody could add a fraction to your list of whole numbers. Ask for `List<? extends Number>` if you only read.

**Think about it:** why does `larger(3, "apple")` fail to compile, and would you want it to?$md$,
        array['generic types', 'type parameter', 'angle brackets', 'generic method', 'type safety', 'bounded type']
    ),
    (
        'f085027e-8878-5271-a35d-0e6c9d5dec5c',
        'java-lambdas',
        'Java',
        'Lambdas',
        $md$A lambda is a small function without a name, written as `parameters -> result`. You can store it in a variable or hand it to a method, which turns behaviour into a value. The type of a lambda is a functional interface, that is, an interface with exactly one abstract method, such as `Function` (one input, one result) or `Predicate` (a yes-or-no test).

**Example.**

```java
void main() {
    Function<Integer, Integer> twice = n -> n * 2;
    Predicate<String> isShort = s -> s.length() < 5;
    IO.println(twice.apply(21));
    IO.println(isShort.test("seashell"));

    List<String> names = new ArrayList<>(List.of("Yusuf", "Ann", "Lena"));
    names.sort(Comparator.comparing(String::length));
    IO.println(names);
}
```

It prints:

```text
42
false
[Ann, Lena, Yusuf]
```

`String::length` is a method reference, a shorter way to write `s -> s.length()`.

**Common mistake:** changing an outer local variable inside a lambda. Java allows only variables that are never assigned again ("effectively final"), because the lambda may run later, when the method is long gone.

**Think about it:** sorting takes the rule of comparison as a parameter. Which other operation that you know would become more useful if a part of it were handed in?$md$,
        array['lambda', 'lambda expression', 'anonymous function', 'method reference', 'arrow', 'callback']
    ),
    (
        '1ad8bed0-da11-5b98-9249-979005a3cba8',
        'java-streams',
        'Java',
        'Streams',
        $md$A stream describes what to do with a series of values as a pipeline: a source, some steps in the middle, and one final operation. `filter` keeps the elements that pass a test, `map` turns each element into something else, and a final operation such as `toList`, `sum` or `count` produces the result. The source itself is not changed.

**Example.**

```java
record Book(String title, int pages) {}

void main() {
    List<Book> books = List.of(
            new Book("Dune", 600),
            new Book("Emma", 450),
            new Book("Candide", 130));

    List<String> thick = books.stream()
            .filter(b -> b.pages() > 400)
            .map(Book::title)
            .sorted()
            .toList();
    IO.println(thick);
    IO.println(books.stream().mapToInt(Book::pages).sum());
}
```

It prints:

```text
[Dune, Emma]
1180
```

The steps in the middle are lazy: nothing happens until the final operation asks for elements.

**Common mistake:** using the same stream twice. After its final operation a stream is used up, and the second use throws an `IllegalStateException`. Start a new one from the source with `books.stream()`.

**Think about it:** rewrite the first pipeline as a loop. Which of the two versions tells a reader sooner what is being asked?$md$,
        array['stream', 'filter map reduce', 'collect', 'pipeline', 'stream api', 'tolist', 'functional programming']
    ),
    (
        '74c7e477-d840-534b-9a35-9fb43712df61',
        'java-unit-testing',
        'Java',
        'Unit testing',
        $md$A unit test is a small program that checks one behaviour of your code: it prepares a situation, performs an action and compares the result with what you expected. Tests run in seconds and as often as you like, so you notice at once when a change breaks something. JUnit is the usual library; each method marked `@Test` is one check.

**Example.** A leap year is divisible by 4, but full centuries count only when divisible by 400:

```java
class LeapYearTest {
    static boolean isLeap(int year) {
        return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    }

    @Test
    void ordinaryCenturyIsNotLeap() {
        assertFalse(isLeap(1900));
    }

    @Test
    void everyFourthCenturyIsLeap() {
        assertTrue(isLeap(2000));
    }
}
```

The names say what is true, so a failing test reads like a report. Choose values at the edges: 1900 and 2000 tell more than 2023 and 2024.

**Common mistake:** writing a test that cannot fail, for example by computing the expected value with the same code. Break the code on purpose once and watch the test turn red.

**Think about it:** which inputs would you test for a method that returns the average of a list?$md$,
        array['unit test', 'junit', 'assertion', 'test driven development', 'tdd', 'edge cases', 'regression test']
    ),
    (
        '5434f7e0-b268-588d-8b47-3f96051fe636',
        'java-time-complexity',
        'Java',
        'Time complexity and Big O',
        $md$Time complexity tells how the work of an algorithm grows when its input grows. Big O notation keeps only the fastest-growing part: O(1) is the same work for any size, O(log n) grows by one step when the input doubles, O(n) doubles with the input, and O(n²) becomes four times as much. Constant factors are left out, because growth decides for large inputs.

**Example.** Does a list of `n` numbers contain a duplicate? Comparing every pair takes n × (n − 1) / 2 comparisons, which is O(n²). Remembering the numbers seen so far in a `HashSet` needs one look per number, usually O(n):

```java
boolean hasDuplicate(int[] numbers) {
    Set<Integer> seen = new HashSet<>();
    for (int n : numbers) {
        if (!seen.add(n)) {
            return true;
        }
    }
    return false;
}

void main() {
    IO.println(hasDuplicate(new int[] {4, 8, 15, 8}));
}
```

It prints:

```text
true
```

For 1,000 numbers the pairs need up to 499,500 comparisons, the set at most 1,000 look-ups.

**Common mistake:** reading O(n) as "fast" and O(n²) as "slow". For ten elements either is instant; measure before you complicate code.

**Think about it:** what does the faster version pay for its speed?$md$,
        array['big o notation', 'big-o', 'algorithm efficiency', 'performance', 'linear', 'quadratic', 'logarithmic', 'running time', 'complexity']
    ),
    (
        '607c7685-1a0b-5e44-85fe-3b3978829c27',
        'java-binary-search',
        'Java',
        'Binary search',
        $md$Binary search finds a value in a sorted row by halving. Look at the middle element: if it is too small, the value can only be in the right half; if it is too big, only in the left half. Throw the other half away and repeat. A million elements need at most 20 looks, since 2 multiplied by itself 20 times exceeds a million.

**Example.**

```java
int find(int[] sorted, int wanted) {
    int low = 0;
    int high = sorted.length - 1;
    while (low <= high) {
        int middle = low + (high - low) / 2;
        if (sorted[middle] == wanted) {
            return middle;
        } else if (sorted[middle] < wanted) {
            low = middle + 1;
        } else {
            high = middle - 1;
        }
    }
    return -1;
}

void main() {
    int[] primes = {2, 3, 5, 7, 11, 13, 17};
    IO.println(find(primes, 13));
    IO.println(find(primes, 4));
}
```

It prints:

```text
5
-1
```

For 13 the looks go to position 3, where 7 is too small, and then to position 5.

**Common mistake:** using it on data that is not sorted. It gives no error, only wrong answers.

**Think about it:** you guess a number between 1 and 100 and hear "higher" or "lower". How many guesses do you need at most?$md$,
        array['search algorithm', 'sorted array', 'divide and conquer', 'logarithmic search', 'find an element']
    ),
    (
        'b7510f67-4608-5757-9c78-c4be3c8bd713',
        'java-debugging',
        'Java',
        'Debugging and stack traces',
        $md$Debugging is finding out why a program does something other than you think. When Java stops with an exception, it prints a stack trace: the kind of error, a message, and the chain of calls that led there, the innermost first. Read the first line, then look down for the first line that belongs to your own code. That is where to start.

**Example.** A trace like this

```text
Exception in thread "main" java.lang.ArithmeticException: / by zero
    at Report.average(Report.java:12)
    at Report.main(Report.java:5)
```

says: line 12, in the method `average`, divided by zero, and it was called from line 5 in `main`. So ask which number was zero and why. Here an empty list is likely, because its size is 0.

Work as in an experiment. Make the failure happen reliably, shrink the input until it is small, form one guess about the cause, and test it with a breakpoint or a print line. Change one thing at a time. When it works, add a test so that the bug cannot return unnoticed.

**Common mistake:** changing several places at once in the hope that one helps. If the error disappears you do not know why, and it may come back.

**Think about it:** explain your last bug aloud, line by line. At which line did your belief and the program part ways?$md$,
        array['debug', 'debugger', 'bug', 'stack trace', 'breakpoint', 'error message', 'find the error', 'troubleshooting']
    )
on conflict (id) do update set
    slug = excluded.slug,
    topic = excluded.topic,
    title = excluded.title,
    content = excluded.content,
    tags = excluded.tags,
    updated_at = now()
where (s.slug, s.topic, s.title, s.content, s.tags)
    is distinct from (excluded.slug, excluded.topic, excluded.title, excluded.content, excluded.tags);

-- Probability

insert into public.learning_content_snippets as s (id, slug, topic, title, content, tags)
values
    (
        '502ff710-dabb-5472-abdc-8315bd6fa1b5',
        'probability-sample-space',
        'Probability',
        'Probability and the sample space',
        $md$The sample space of an experiment is the set of everything that can happen; each single result is an outcome. An event is a part of the sample space, for example "the number is even". If all outcomes are equally likely, the probability of an event is the number of favourable outcomes divided by the number of all outcomes. Probabilities lie between 0 (impossible) and 1 (certain), and the probabilities of all outcomes add up to 1.

**Example.** Roll a red and a blue die. Each of the 6 results of the red die can meet each of the 6 results of the blue one, so there are 6 × 6 = 36 equally likely outcomes. The sum 7 arises in six ways: 1+6, 2+5, 3+4, 4+3, 5+2, 6+1. Its probability is 6/36 = 1/6, about 16.7 %. The sum 12 arises in one way only, so its probability is 1/36, about 2.8 %.

The chance that an event does not happen is 1 minus the chance that it does. Not rolling a 7 has probability 5/6.

**Common mistake:** taking the sums 2 to 12 as eleven equally likely outcomes and giving each 1/11. The sums are events of different sizes; only the 36 pairs are equally likely.

**Think about it:** what is the probability that the two dice show different numbers? Try it with "1 minus".$md$,
        array['sample space', 'event', 'events', 'outcomes', 'basic probability', 'dice', 'what is probability', 'equally likely']
    ),
    (
        '45741aa2-178a-5a09-91a2-28aab67cda40',
        'probability-counting',
        'Probability',
        'Permutations and combinations',
        $md$Many probabilities come down to counting. If a first choice has `a` possibilities and a second has `b`, together there are a × b. A permutation is an arrangement in which the order matters. A combination is a selection in which it does not. The number of ways to choose k things out of n without order is written C(n, k), "n choose k".

**Example.** Five runners race. For gold, silver and bronze there are 5 × 4 × 3 = 60 possible results, because the order counts. Now choose three of the five for a relay team, where order does not matter. Each team of three was counted 3 × 2 × 1 = 6 times among the 60, once for each order, so there are 60 / 6 = 10 teams: C(5, 3) = 10.

The same method gives the lottery "6 out of 49": C(49, 6) = 13,983,816 possible tickets. A single ticket wins the first prize with a chance of about 1 in 14 million.

**Common mistake:** not asking whether order matters. A "combination lock" is really a permutation lock, since 1-2-3 opens it and 3-2-1 does not. Decide about order and about repetition before using a formula.

**Think about it:** why is C(5, 3) equal to C(5, 2)? Think of those who stay behind.$md$,
        array['counting', 'combinatorics', 'permutation', 'combination', 'n choose k', 'factorial', 'arrangements', 'binomial coefficient']
    ),
    (
        'e9921f53-4876-5505-aed5-ac56d44a9658',
        'probability-conditional',
        'Probability',
        'Conditional probability',
        $md$Conditional probability answers: how likely is A once we know that B happened? It is written P(A | B), read "A given B". Knowing B shrinks the world to the cases in which B is true; among those, count how many also have A. As a formula: P(A | B) = P(A and B) / P(B), provided P(B) is not zero.

**Example.** Of 100 people in a town hall, 30 are over sixty, 40 wear glasses, and 21 are both. How likely is it that a person over sixty wears glasses? Look only at the 30: 21 of them do, so P(glasses | over sixty) = 21/30 = 70 %. Without that knowledge the chance of glasses was only 40/100 = 40 %, so the knowledge changed the picture.

Now turn it around: how likely is it that somebody with glasses is over sixty? Look only at the 40: 21/40 = 52.5 %.

**Common mistake:** swapping the two sides. P(A | B) and P(B | A) are different questions with different answers, here 70 % and 52.5 %. Most basketball professionals are tall, but few tall people are basketball professionals.

**Think about it:** "90 % of accidents happen to right-handed people, so being right-handed is dangerous." Which number is missing?$md$,
        array['given that', 'conditional', 'dependent events', 'p of a given b', 'contingency table']
    ),
    (
        'e8de36bd-c187-5da2-a869-8f4f62853e4b',
        'probability-bayes-theorem',
        'Probability',
        'Bayes'' theorem',
        $md$Bayes' theorem turns a conditional probability around. It tells how to update a belief when evidence arrives: P(A | B) = P(B | A) × P(A) / P(B). P(A) is the prior, what you believed before; P(A | B) is the posterior, what you should believe after seeing B.

**Example.** One person in 100 has a certain illness. A test finds 90 % of the ill, but it also gives a false alarm for 5 % of the healthy. Your test is positive. How likely is it that you are ill? Imagine 10,000 people. 100 are ill, and 90 of them test positive. 9,900 are healthy, and 495 of them (5 %) test positive as well. So 585 people test positive and 90 of these are ill: 90 / 585 is about 15.4 %. A positive result raised the chance from 1 % to about 15 %, which is far from certain.

**Common mistake:** ignoring the base rate. Many people answer "90 %" because the test is 90 % sensitive. But there are so many healthy people that even a small rate of false alarms outnumbers the true ones. Counting imagined people, as above, makes this easy to see.

**Think about it:** suppose a second, independent test of the same kind is positive too. Start from 15.4 % instead of 1 %. Roughly where do you end up?$md$,
        array['bayes rule', 'bayes theorem', 'bayesian', 'base rate', 'prior and posterior', 'false positive', 'medical test']
    ),
    (
        'ac76d9db-23c9-5f5a-ba92-1e5a68ab3b1d',
        'probability-independence',
        'Probability',
        'Independence',
        $md$Two events are independent if knowing one tells you nothing about the other: P(A | B) = P(A). Then, and only then, the probability that both happen is the product: P(A and B) = P(A) × P(B).

**Example.** Toss a coin and roll a die. The coin knows nothing of the die, so the chance of heads together with a six is 1/2 × 1/6 = 1/12. Three heads in a row have probability 1/2 × 1/2 × 1/2 = 1/8.

Cards behave differently. Draw two cards from a deck of 52 without putting the first one back. The first is an ace with probability 4/52. If it was, only 3 aces remain among 51 cards, so the second is an ace with probability 3/51. Both together: 4/52 × 3/51 = 1/221, about 0.45 %. With the first card put back it would be 4/52 × 4/52 = 1/169, about 0.59 %.

**Common mistake:** the gambler's fallacy. After five heads in a row many people feel that tails is due. A fair coin has no memory; the next toss is heads with probability 1/2 as always.

**Think about it:** two smoke detectors each fail one time in 100. When is it wrong to say that both fail one time in 10,000?$md$,
        array['independent events', 'multiplication rule', 'dependent events', 'gambler''s fallacy', 'without replacement']
    ),
    (
        'ff4c8ad5-d9b6-5464-89e5-1a5f18c71714',
        'probability-random-variables',
        'Probability',
        'Random variables',
        $md$A random variable is a number that depends on chance: the number of heads in two tosses, the minutes until the bus comes. Its distribution tells which values are possible and how probability is spread over them. A discrete variable takes separate values, such as 0, 1, 2; a continuous one can take any value in a range, and then probability belongs to intervals rather than to single points.

**Example.** Let X be the number of heads in two tosses of a fair coin. The four outcomes HH, HT, TH, TT are equally likely, which gives this distribution:

| value of X | outcomes | probability |
|---|---|---|
| 0 | TT | 1/4 |
| 1 | HT, TH | 1/2 |
| 2 | HH | 1/4 |

The probabilities add up to 1, as they must. From the table you can read further answers: P(X at least 1) = 1/2 + 1/4 = 3/4.

**Common mistake:** mixing up the variable with one of its values. X is the rule that turns an outcome into a number; after you tossed HT, the value is 1. Before the toss there is no value, only a distribution. Another trap is to assume that all values are equally likely because the outcomes are.

**Think about it:** make the same table for three tosses. Do you see a pattern in the numerators?$md$,
        array['random variable', 'probability distribution', 'discrete', 'continuous', 'distribution table', 'probability mass function']
    ),
    (
        'b13fe632-428b-5ab3-a1d1-e7400ee71dac',
        'probability-expected-value',
        'Probability',
        'Expected value',
        $md$The expected value of a random variable is its long-run average: multiply every value by its probability and add everything up. It is written E(X). If you could repeat the experiment very many times, the average of the results would come close to E(X).

**Example.** A fair die has E(X) = (1 + 2 + 3 + 4 + 5 + 6) / 6 = 3.5. Now a raffle: a ticket costs 2 euros. One ticket in 100 wins 100 euros, five in 100 win 10 euros, the rest win nothing. The expected prize is 0.01 × 100 + 0.05 × 10 = 1 + 0.5 = 1.5 euros. After paying 2 euros for the ticket you lose 0.5 euros per ticket on average. That does not mean that anybody loses exactly 50 cents; it is what remains on average over many tickets.

Expected values add up: the expected sum of two dice is 3.5 + 3.5 = 7. This is true even if the variables depend on each other.

**Common mistake:** thinking that the expected value must be a likely result, or even a possible one. No die shows 3.5. The expected value is a balance point, not a prediction of the next roll.

**Think about it:** insurance has a negative expected value for the customer. Why can it still be a sensible purchase?$md$,
        array['expectation', 'mean of a random variable', 'average outcome', 'fair game', 'lottery', 'weighted average']
    ),
    (
        '4b93dbab-26b4-5d77-a7ec-b56ce5464a8a',
        'probability-variance',
        'Probability',
        'Variance and standard deviation',
        $md$Two series can have the same average and yet look quite different. The variance measures spread: take the distance of each value from the mean, square it, and average the squares. The standard deviation is the square root of the variance; it has the same unit as the data and says how far a typical value lies from the mean.

**Example.** Waiting times in minutes: 4, 6, 8, 10, 12. The mean is 8. The distances are −4, −2, 0, 2, 4, their squares 16, 4, 0, 4, 16, together 40. The variance is 40 / 5 = 8 and the standard deviation is √8, about 2.83 minutes. If instead everybody had waited exactly 8 minutes, the mean would be the same and the standard deviation 0.

If the five values are only a sample from a larger population, divide by n − 1 instead of n: 40 / 4 = 10, and √10 is about 3.16. Dividing by n would on average make the spread look too small, because the distances are measured from the sample's own mean.

**Common mistake:** averaging the distances without squaring them. They always cancel to 0, because the mean is the balance point.

**Think about it:** you double every waiting time. What happens to the mean, to the standard deviation and to the variance?$md$,
        array['variance', 'standard deviation', 'spread', 'sigma', 'dispersion', 'variability']
    ),
    (
        'efe1079d-b0e3-5975-873a-ad0662463b17',
        'probability-binomial',
        'Probability',
        'Binomial distribution',
        $md$The binomial distribution counts successes. It applies when you make a fixed number n of independent trials, each with the same success probability p. The chance of exactly k successes is C(n, k) × p^k × (1 − p)^(n − k): the number of ways to choose which trials succeed, times the probability of one such way. Its mean is n × p, and its standard deviation is the square root of n × p × (1 − p).

**Example.** A quiz has 10 questions with four options each, and you guess all of them. Then n = 10 and p = 1/4. Exactly three right answers have probability C(10, 3) × 0.25³ × 0.75⁷ = 120 × 0.015625 × 0.1335, about 25.0 %. On average you get 10 × 0.25 = 2.5 right. Passing with six or more right has a probability of only about 2.0 %.

**Common mistake:** using the formula when the trials are not independent or p changes. Drawing cards without putting them back, or days of rain in a row, do not fit: yesterday's result changes today's chances. Forgetting the factor C(n, k) is the other classic; it gives only one particular order of successes.

**Think about it:** with true-or-false questions p is 1/2. Would you sooner pass by guessing with 10 questions or with 100, if passing needs 60 %?$md$,
        array['binomial', 'number of successes', 'bernoulli trials', 'success probability', 'coin tosses', 'guessing on a test']
    ),
    (
        'd6c6863d-daec-556e-b0ce-c8c4090abda5',
        'probability-normal',
        'Probability',
        'Normal distribution',
        $md$The normal distribution is the bell-shaped curve that appears when a quantity is the sum of many small, independent influences. Two numbers describe it completely: the mean, where the peak is, and the standard deviation, which says how wide the bell is. About 68 % of the values lie within one standard deviation of the mean, about 95 % within two, and about 99.7 % within three.

**Example.** Suppose the heights in a group are normally distributed with mean 170 cm and standard deviation 8 cm. Then about 68 % of the people are between 162 and 178 cm, and about 95 % between 154 and 186 cm. Someone of 186 cm has the z-score (186 − 170) / 8 = 2, that is, two standard deviations above the mean. Only about 2.3 % of the group are taller. The z-score lets you compare different scales: an exam result with z = 1.5 is further above its average than a height with z = 1.

**Common mistake:** assuming that everything is normal. Incomes, city sizes and waiting times are skewed, with a long tail on one side; there the rule of 68 and 95 gives wrong answers. Look at a picture of the data first.

**Think about it:** about how many people of 1,000 in this group are shorter than 154 cm?$md$,
        array['gaussian', 'bell curve', 'z score', 'normal curve', '68 95 99.7 rule', 'standard normal', 'empirical rule']
    ),
    (
        '7798a2b6-e52d-5005-b774-49cb95449151',
        'probability-law-of-large-numbers',
        'Probability',
        'Law of large numbers',
        $md$The law of large numbers says: when you repeat an experiment many times independently, the average of the results settles near the expected value. With more repetitions, a noticeable distance from it becomes ever less likely. This is why casinos can plan and why larger samples are more trustworthy.

**Example.** Toss a fair coin and watch the share of heads. Its standard deviation is 0.5 / √n. With 100 tosses that is 0.05, so shares between 40 % and 60 % are common. With 10,000 tosses it is 0.005, so the share nearly always lies between 49 % and 51 %.

Notice what does not shrink. The number of heads itself wanders: its standard deviation is 0.5 × √n, which is 5 heads with 100 tosses but 50 heads with 10,000. The distance from one half grows in absolute terms; it becomes small only in comparison with n.

**Common mistake:** believing that chance corrects itself. After ten heads in a row the coin does not produce extra tails to make up for it. The early surplus is not removed but diluted: ten extra heads hardly matter among 10,000 tosses.

**Think about it:** one hospital has 15 births a day, another has 45. Which one has more days on which over 60 % of the babies are girls, and why?$md$,
        array['lln', 'long run average', 'convergence', 'gambler''s fallacy', 'sample size', 'averages settle']
    ),
    (
        'f8ab6330-cb50-573b-a065-fc65006338bd',
        'probability-central-limit-theorem',
        'Probability',
        'Central limit theorem',
        $md$The central limit theorem explains why the bell curve is everywhere. Take independent values from almost any distribution (its variance must be finite) and average n of them. For large n, the averages are approximately normally distributed around the true mean, whatever shape the single values have. The standard deviation of the averages is the original one divided by √n; it is called the standard error.

**Example.** One roll of a die is flat: each number from 1 to 6 is equally likely, with mean 3.5 and standard deviation about 1.71. Now average 30 rolls, and repeat this many times. The averages form a bell around 3.5 with standard deviation 1.71 / √30, about 0.31. So about 95 % of them lie between 3.5 − 2 × 0.31 and 3.5 + 2 × 0.31, roughly 2.9 to 4.1. An average of 5 from 30 rolls would be astonishing, although a single 5 is quite ordinary.

**Common mistake:** thinking that the data themselves become normal when you collect more. They do not; a million rolls of a die are still flat. It is the distribution of the average that becomes normal.

**Think about it:** to halve the standard error you need how many times as many observations? What does this mean for the cost of surveys?$md$,
        array['clt', 'sampling distribution', 'standard error', 'distribution of the mean', 'averages are normal']
    )
on conflict (id) do update set
    slug = excluded.slug,
    topic = excluded.topic,
    title = excluded.title,
    content = excluded.content,
    tags = excluded.tags,
    updated_at = now()
where (s.slug, s.topic, s.title, s.content, s.tags)
    is distinct from (excluded.slug, excluded.topic, excluded.title, excluded.content, excluded.tags);

-- Statistics

insert into public.learning_content_snippets as s (id, slug, topic, title, content, tags)
values
    (
        'b8dd0386-5da2-591c-ace4-e04d51ce4aaa',
        'statistics-mean-and-median',
        'Statistics',
        'Averages: mean, median and mode',
        $md$An average squeezes many numbers into one. The mean adds all values and divides by how many there are. The median is the middle value after sorting; with an even number of values it is the mean of the two in the middle. The mode is the value that occurs most often. They answer different questions, and on lopsided data they differ a lot.

**Example.** Five people in a small firm earn 28, 30, 31, 33 and 128 thousand a year. The sum is 250, so the mean is 250 / 5 = 50 thousand. The median is the third value, 31 thousand. Four of the five people earn far less than the mean; the owner's salary pulls it up, but hardly touches the median. If the owner's pay rose to 228 thousand, the mean would be 70 thousand and the median still 31.

So use the median to describe a typical person, and the mean when the total matters: mean times number of people gives the whole cost of salaries.

**Common mistake:** reading "average" without asking which one. A headline about average wealth usually uses the mean, which a few very rich people can move.

**Think about it:** can more than half of all drivers be better than the average driver? Mind the kind of average.$md$,
        array['average', 'mean', 'median', 'mode', 'outlier', 'skewed data', 'summary statistics', 'descriptive statistics', 'central tendency']
    ),
    (
        '6db21e94-a11e-55e6-93a9-0442073d3b50',
        'statistics-sampling',
        'Statistics',
        'Sampling and bias',
        $md$To learn about a large population we ask a sample, a small part of it. The sample speaks for the whole only if it is chosen fairly; the safest way is at random, so that every member has the same chance. Random error then shrinks as the sample grows. Bias, a leaning built into the way of choosing, does not shrink at all.

**Example.** Before the United States election of 1936 a magazine, the Literary Digest, collected more than two million answers and predicted a clear victory of Landon. Roosevelt won with about 61 % of the votes. The magazine had taken many addresses from car registrations and telephone books, which favoured richer people in a poor decade, and only those who felt like answering sent their card back. A far smaller but better chosen sample would have done better.

For a random sample, the margin of error of a percentage is at most about 1 / √n (at 95 % confidence): with 1,000 people about 3 percentage points.

**Common mistake:** trusting size instead of method. An online poll with a million clicks tells you about people who click on such polls.

**Think about it:** you want to know how satisfied customers are and ask those who phone your service line. In which direction will your result lean?$md$,
        array['sample', 'population', 'random sample', 'sampling bias', 'survey', 'representative', 'selection bias', 'poll']
    ),
    (
        'e23ac4d8-c65d-5448-a892-a27b71eabbe8',
        'statistics-confidence-intervals',
        'Statistics',
        'Confidence intervals',
        $md$A confidence interval is an estimate with honest borders: a range that is computed from a sample in such a way that the method catches the true value in a stated share of all cases, often 95 %. For a mean and a reasonably large sample: mean ± 1.96 × standard error, where the standard error is the standard deviation divided by √n.

**Example.** A hundred randomly chosen commuters travel 72 minutes a day on average, with a standard deviation of 15 minutes. The standard error is 15 / √100 = 1.5 minutes. The interval is 72 ± 1.96 × 1.5 = 72 ± 2.9, that is, from 69.1 to 74.9 minutes. With 400 commuters the standard error would be 0.75, and the interval half as wide.

A narrow interval means a precise estimate. A wide one says openly that you need more data.

**Common mistake:** saying "the true mean lies in this interval with 95 % probability", or "95 % of commuters travel between 69.1 and 74.9 minutes". The 95 % describe the method: of many intervals made in this way from new samples, about 95 % would contain the true mean. Single commuters vary far more than the interval.

**Think about it:** would a 99 % interval from the same data be wider or narrower? Why must it be?$md$,
        array['confidence interval', 'margin of error', '95 percent confidence', 'standard error', 'estimate', 'uncertainty']
    ),
    (
        'aedb4d0a-81ca-5f4a-bfbb-81a09fcb521f',
        'statistics-hypothesis-testing',
        'Statistics',
        'Hypothesis testing',
        $md$A hypothesis test asks whether the data are hard to reconcile with a plain assumption, the null hypothesis: the coin is fair, the drug does nothing. You compute how likely a result at least as extreme would be if that assumption were true. If this is smaller than a limit chosen beforehand, often 5 %, you reject the null hypothesis; otherwise you keep it for now.

**Example.** You toss a coin 100 times and get 61 heads. If the coin is fair, how likely is a result at least that far from 50, in either direction? The binomial distribution gives about 3.5 %. That is below 5 %, so you reject "the coin is fair". With 60 heads it would be about 5.7 %, and you would not reject.

Two errors are possible. Rejecting a true null hypothesis is an error of type 1; the limit of 5 % controls how often that happens. Failing to reject a false one is an error of type 2; larger samples make it rarer.

**Common mistake:** reading "not rejected" as "proved true". 60 heads do not show that the coin is fair. There was only too little evidence against it, as in a trial without a conviction.

**Think about it:** 60 and 61 heads differ by one toss but lead to different verdicts. What does this say about a rigid limit?$md$,
        array['hypothesis test', 'null hypothesis', 'significance', 'significance level', 'alpha', 'type 1 error', 'type 2 error', 'statistical test']
    ),
    (
        '976c7261-b060-5e86-9a35-2d8cc817980a',
        'statistics-p-values',
        'Statistics',
        'P-values',
        $md$A p-value measures surprise. It is the probability of getting data at least as extreme as yours if the null hypothesis (no effect) were true. A small p-value says: either something unusual happened, or the null hypothesis is wrong. It does not say how large an effect is, nor how likely the hypothesis is.

**Example.** You toss a coin 10 times and see 9 heads. With a fair coin, 9 or 10 heads have probability (10 + 1) / 1024, and 0 or 1 heads just as much. So the two-sided p-value is 22 / 1024, about 2.1 %.

Now let 20 people each test a fair coin at the limit of 5 %. For a test that gives a false alarm in exactly 5 % of cases, the chance that at least one of the 20 finds a "significant" result is 1 − 0.95²⁰, about 64 %. Whoever tries twenty things and reports only the best one will nearly always have something to report. This is called p-hacking.

**Common mistake:** saying that p = 0.03 means a 3 % chance that the null hypothesis is true. The p-value assumes the null hypothesis and asks about the data; you turned the condition around.

**Think about it:** with a million participants even a tiny, useless difference gives a tiny p-value. What should a report state besides p?$md$,
        array['p value', 'p-value', 'statistical significance', 'p hacking', 'multiple comparisons', 'significant result']
    ),
    (
        'f0ddd77c-671e-5f18-96a4-776702716cfd',
        'statistics-correlation-and-causation',
        'Statistics',
        'Correlation and causation',
        $md$Two quantities are correlated if they tend to move together. The coefficient r measures how closely the points follow a straight line: +1 means perfectly rising, −1 perfectly falling, 0 no straight-line relation. Causation is more: changing the one would change the other. Correlation alone cannot show that.

**Example.** On five days a beach kiosk sells 20, 35, 50, 65 and 80 ice creams, while the doctor next door treats 3, 4, 8, 9 and 11 sunburns. The correlation is r = 0.98, almost a perfect line. Does ice cream burn the skin? Of course not: sunshine drives both. Such a hidden common cause is called a confounder. Banning ice cream would not save a single shoulder.

When A and B move together there are several possible reasons: A causes B, B causes A, something else causes both, the data were selected in a way that creates the link, or it is chance. The best way to tell is an experiment that assigns A at random, because randomness breaks the link with hidden causes.

**Common mistake:** concluding from r near 0 that nothing is related. A curve that falls and rises again, a U shape, can have r = 0 although the relation is strong.

**Think about it:** pupils with tutors have lower marks on average. Which two explanations other than "tutors harm" can you find?$md$,
        array['correlation', 'causation', 'confounding variable', 'correlation vs causation', 'correlation coefficient', 'cause and effect', 'spurious correlation', 'confounder']
    ),
    (
        '111dc1a2-c210-585e-8f92-941172f54ecd',
        'statistics-linear-regression',
        'Statistics',
        'Linear regression',
        $md$Linear regression lays the best straight line through a cloud of points, so that one quantity can be estimated from another: y = intercept + slope × x. "Best" means that the sum of the squared vertical distances between points and line, the residuals, is as small as possible. The slope says by how much y changes on average when x grows by one.

**Example.** Five learners studied 1, 2, 3, 4 and 5 hours and scored 52, 57, 61, 68 and 72 points. The means are 3 hours and 62 points. Multiply the distances from the means in pairs and add: (−2)(−10) + (−1)(−5) + 0 × (−1) + 1 × 6 + 2 × 10 = 51. The squared distances of the hours add up to 4 + 1 + 0 + 1 + 4 = 10. So the slope is 51 / 10 = 5.1 points per hour, and the intercept is 62 − 5.1 × 3 = 46.7. For 6 hours the line estimates 46.7 + 5.1 × 6 = 77.3 points.

**Common mistake:** extending the line far beyond the data. For 12 hours it gives 107.9 points, although the exam ends at 100. And a slope from observation does not prove that studying caused the points.

**Think about it:** what does the intercept of 46.7 claim, and do you believe it?$md$,
        array['regression line', 'least squares', 'slope', 'intercept', 'line of best fit', 'prediction', 'residual', 'trend line']
    ),
    (
        'cd35ed39-49d6-581e-9112-90ea437631d4',
        'statistics-simpsons-paradox',
        'Statistics',
        'Simpson''s paradox',
        $md$Simpson's paradox is a trap in comparing rates: one side can be better in every subgroup and still worse in total. It happens when the groups have different sizes on the two sides, so that the totals are weighted differently.

**Example.** Two hospitals report how many patients recovered:

| | mild cases | severe cases | all |
|---|---|---|---|
| Hospital A | 90 of 100 (90 %) | 240 of 400 (60 %) | 330 of 500 (66 %) |
| Hospital B | 340 of 400 (85 %) | 50 of 100 (50 %) | 390 of 500 (78 %) |

A is better with mild cases and better with severe ones. Yet B looks better in total, 78 % against 66 %, only because A takes the hard cases: 400 of its 500 patients are severe, against 100 at B. If you were ill, mildly or severely, A would be the better choice, as long as nothing else differs between the patients.

**Common mistake:** believing either that totals are always right or that splitting always helps. Whether to split depends on what causes what. The severity was there before the choice of hospital, so it is right to compare within equal severity.

**Think about it:** a university admits women less often in total but more often in most of its departments. What would you look at before judging?$md$,
        array['simpson paradox', 'aggregation', 'lurking variable', 'misleading averages', 'subgroup analysis', 'weighted averages']
    )
on conflict (id) do update set
    slug = excluded.slug,
    topic = excluded.topic,
    title = excluded.title,
    content = excluded.content,
    tags = excluded.tags,
    updated_at = now()
where (s.slug, s.topic, s.title, s.content, s.tags)
    is distinct from (excluded.slug, excluded.topic, excluded.title, excluded.content, excluded.tags);

-- Learning

insert into public.learning_content_snippets as s (id, slug, topic, title, content, tags)
values
    (
        '0bad23c7-5edf-54f9-a734-2a35cbcc7b88',
        'learning-spaced-repetition',
        'Learning',
        'Spaced repetition',
        $md$Spaced repetition means reviewing something several times with growing gaps between the reviews instead of many times in one sitting. Memory fades fast at first and then more slowly. A review just as you begin to forget takes effort, and this effort makes the memory last longer, so the next gap can be longer too. The benefit of spreading practice out is one of the best-supported findings in research on learning.

**Example.** You learn 20 Spanish words on 1 March. Review them on 2 March, then after 3 more days on 5 March, after 7 more on 12 March and after 16 more on 28 March. Four short reviews of five minutes each, 20 minutes in total, carry you through the month and beyond. Twenty minutes on a single evening would feel smoother, and most of the words would be gone within a few weeks. If you fail on a word, let it start again with a short gap.

**Common mistake:** reviewing too soon because it feels good. If the answer comes without any effort, you have mostly practised what is still fresh. The opposite error is waiting until everything has gone.

**Think about it:** you have an exam in six weeks. On which days would you review what you learn today?$md$,
        array['spacing effect', 'spaced practice', 'forgetting curve', 'flashcards', 'anki', 'review schedule', 'distributed practice', 'how to remember']
    ),
    (
        '4a8a119b-4885-577e-bcb2-e410e7fb4e6a',
        'learning-retrieval-practice',
        'Learning',
        'Retrieval practice',
        $md$Retrieval practice means calling something up from memory instead of looking at it again. Close the book and write down what you know, answer questions, use flashcards. Every successful act of remembering strengthens the memory and shows you honestly what is missing. Reading again mostly strengthens the feeling of knowing.

**Example.** In a well-known study (Roediger and Karpicke, 2006), students either read a text twice, or read it once and then wrote down all they could remember. Five minutes later the re-readers did slightly better, 81 % against 75 %. A week later the order had turned: those who had tested themselves remembered 56 %, the re-readers 42 %.

You can do the same today. After a chapter, take an empty sheet and write for five minutes without looking. Then open the book, mark what was wrong or missing, and study only that.

**Common mistake:** looking up the answer after two seconds. The struggle is part of the exercise. But do check in the end, since without feedback you may rehearse an error. Turning the card before you have answered, and thinking "I knew that", is the same mistake in disguise.

**Think about it:** which three questions would you ask somebody to find out whether they understood what you studied yesterday?$md$,
        array['testing effect', 'active recall', 'self testing', 'practice test', 'flashcards', 'quiz yourself', 'recall']
    ),
    (
        '2ca0ff1e-357c-592e-8d46-7c4e566af0b3',
        'learning-interleaving',
        'Learning',
        'Interleaving',
        $md$Interleaving means mixing different kinds of problems in one session instead of finishing all of one kind before starting the next. It trains a skill that blocked practice leaves out: recognising which method a problem calls for. In real life, and in exams, nobody announces the chapter.

**Example.** In an experiment by Rohrer and Taylor (2007), students learned to compute the volumes of four unusual solids. One group practised them in blocks, the other mixed. During practice the blocked group was clearly better, 89 % against 60 % correct. In a test one week later it was the other way round: 20 % for the blocked group, 63 % for the mixed one.

In practice: instead of ten problems on percentages, then ten on fractions, then ten on areas, do one of each in turn. With a language, mix past and future tenses. With an instrument, switch between three short passages.

**Common mistake:** giving up because it feels worse. Mixed practice brings more errors on the day, which is easily taken for poor learning. Another is to mix before you know the basics; first study one or two worked examples of each kind.

**Think about it:** which two kinds of task in your subject do you confuse? They are the best candidates for mixing.$md$,
        array['interleaved practice', 'mixed practice', 'blocked practice', 'shuffle problems', 'varied practice']
    ),
    (
        '3d493cf1-6e04-55fc-8683-fd24cc4e74fe',
        'learning-note-taking',
        'Learning',
        'Note taking',
        $md$Good notes are not a copy of what was said but a trace of your thinking. Writing in your own words makes you choose, connect and shorten, and that is where the learning happens. Notes also serve later: they should let you test yourself, not only read again.

**Example.** The Cornell method divides a page into three parts. In the wide right column you write during the lesson, in short phrases. On the same evening you fill the narrow left column with questions that the notes answer. At the bottom you write a summary in two sentences. To review, cover the right column, answer the questions from memory, and check.

A page about photosynthesis might have on the right "light + water + CO₂ → sugar + oxygen, in chloroplasts", on the left "What goes in, what comes out, and where?", and at the bottom "Plants store the energy of light in sugar. Oxygen is a by-product."

**Common mistake:** writing down every word, or marking half the page with a highlighter. Both keep the hand busy while the mind rests. If you could fill the page without understanding anything, change the method.

**Think about it:** take an old page of notes. Which question does each paragraph answer? Write it in the margin.$md$,
        array['notes', 'cornell method', 'summarize', 'summarise', 'writing notes', 'lecture notes', 'highlighting']
    ),
    (
        'f889390d-f0d0-5aa7-8248-8ff22c1a06b5',
        'learning-study-plan',
        'Learning',
        'Planning your study time',
        $md$A plan turns "I should learn more" into a time, a place and a first step. Three habits help. Divide the goal into pieces that fit in one sitting. Say exactly when and where you will start: "When I have cleared the table after dinner, I sit down at the desk and do two exercises." And keep some time free, because things go wrong.

**Example.** You want to finish a book of 12 chapters in eight weeks. Plan two chapters a week: six weeks for reading. The remaining two weeks are a reserve and for review. A weekly plan could be: Monday and Thursday, 40 minutes, one chapter each; Saturday, 20 minutes, questions from memory on both. That is 100 minutes a week, and you can see on each Saturday whether you are on track.

**Common mistake:** the planning fallacy. We picture the smooth run and forget how earlier projects went. In one study (Buehler, Griffin and Ross, 1994) students expected to finish their thesis in about 34 days on average and needed more than 55. Look at how long similar work took you last time, and plan with that number.

**Think about it:** what stopped you the last three times, and which "when … then …" sentence would have helped?$md$,
        array['study plan', 'planning', 'schedule', 'time management', 'goal setting', 'implementation intention', 'deadline', 'procrastination']
    ),
    (
        '06af3568-f35a-5acd-bb20-6ee528eafb67',
        'learning-focus',
        'Learning',
        'Focus and attention',
        $md$You can only learn what gets your attention, and attention is narrow. What we call multitasking is mostly fast switching, and every switch costs time and leaves a part of the mind with the previous task. So the simplest way to learn more in an hour is to be interrupted less.

**Example.** The Pomodoro method is an easy start: choose one task, set a timer to 25 minutes, work only on this, then rest for 5 minutes. After four rounds take a longer break. Four rounds with three short breaks between them take 4 × 25 + 3 × 5 = 115 minutes, of which 100 are work. The numbers are a habit, not a law; some people like 50 and 10 better. If a thought interrupts you ("must call the dentist"), write it on a slip of paper and go on.

Prepare the surroundings rather than relying on willpower: put the phone in another room, close the tabs you do not need, tell others when you will be free.

**Common mistake:** spending the break with messages or short videos. They fill your head with new matter, and coming back is hard. Stand up, drink something, look out of the window.

**Think about it:** count for one hour how often you leave your task. Who starts most of the interruptions, others or you yourself?$md$,
        array['concentration', 'attention', 'distraction', 'pomodoro', 'multitasking', 'deep work', 'phone', 'how to concentrate']
    ),
    (
        'bd7529e8-7eb6-5813-b066-dfa2a0c64ce3',
        'learning-sleep-and-memory',
        'Learning',
        'Sleep and memory',
        $md$Sleep is a part of learning, not a pause from it. While you sleep, the brain replays and stabilises what you took in during the day and ties it to what you already know; this is called consolidation. Too little sleep does harm in two ways: the old is stored less well, and the next day's new matter hardly gets in. Experts recommend at least 7 hours a night for adults and 8 to 10 for teenagers.

**Example.** Two students both have six hours for an exam on Friday. One studies all six hours during the night before and sleeps two hours. The other studies two hours each on Tuesday, Wednesday and Thursday and sleeps eight hours each night. The study time is equal. The second has three nights of consolidation instead of a short one, has met the matter on three separate days, and sits in the exam rested.

**Common mistake:** trading sleep for study time. An extra hour at night costs attention in all the hours of the following day. Needing less sleep is mostly an illusion: people who sleep too little for many nights get used to the feeling, while their performance keeps falling.

**Think about it:** if you want to fix something difficult in memory, where in your evening would a ten-minute review fit best?$md$,
        array['sleep', 'memory consolidation', 'all nighter', 'rest', 'napping', 'tired']
    ),
    (
        '1663b2d6-3c8e-54d3-91ef-2e7563c56f82',
        'learning-from-feedback',
        'Learning',
        'Learning from mistakes and feedback',
        $md$Feedback helps when it answers three questions: Where am I going? Where am I now? What is the next step? A mark alone answers none of them well. The best moment is soon after your own attempt, while you still know what you were thinking; and the best attitude is curiosity, because an error shows exactly where your picture of the matter differs from the matter.

**Example.** "7 out of 10" says little. Better: "Your solution is right up to line 4. There you divided by 12 where the total is 100. Redo line 5 with 100, then try problem 9, which has the same trap." You can give yourself such feedback. Keep an error log with three columns: what I did, what would be right, why I thought so. After two weeks sort it by the third column; often two or three causes explain most of the errors, and these are worth an hour of practice.

**Common mistake:** hearing feedback as a judgement on the person. "I am bad at maths" leaves nothing to do; "I mix up divisor and total" does. Feedback can also harm: a large review (Kluger and DeNisi, 1996) found that more than a third of the interventions made performance worse.

**Think about it:** which error did you make more than once this month, and what belief was behind it?$md$,
        array['feedback', 'growth mindset', 'mistakes', 'errors', 'improvement', 'criticism', 'deliberate practice']
    ),
    (
        'f127f4cb-243a-5b9d-ade7-b16c5bd8a154',
        'learning-self-explanation',
        'Learning',
        'Self-explanation and the Feynman technique',
        $md$Self-explanation means saying, in your own words, why each step is as it is and how it fits with what you know. It turns reading into thinking and uncovers gaps that were hidden behind familiar words. A well-known form, named after the physicist Richard Feynman, is to explain a subject as if to a child.

**Example.** Take "Why does ice float?" First attempt: "Because it is lighter." But a large block of ice is heavier than a drop of water, so that is not it. Second attempt: "Because a litre of ice weighs less than a litre of water: water expands by about 9 % when it freezes." Why does it expand? "In ice the molecules form an open lattice with more room between them." If you get stuck here, you have found precisely what to look up. Then explain it again, shorter.

The steps: choose a topic, explain it on paper without technical terms, mark where you hesitate, return to the source for just these places, repeat.

**Common mistake:** using a technical term as an explanation. "It falls because of gravity" gives the thing a name; it does not tell how it works. Try to do without the word.

**Think about it:** which term do you use often but could not explain to a ten-year-old?$md$,
        array['feynman technique', 'explain it simply', 'teach to learn', 'elaboration', 'why questions', 'understanding', 'self explanation']
    ),
    (
        '50fa1000-c959-5b5a-b5ac-7cb72c2e4f37',
        'learning-worked-examples',
        'Learning',
        'Cognitive load',
        $md$Working memory, where we think, is small: it can hold only about four new things at once. If a task asks for more, nothing is left for learning, however hard we try. Beginners are therefore helped by worked examples, complete solutions with every step explained. When the steps become familiar they merge into one chunk that takes up a single place, and there is room for the next level.

**Example.** Read the letters F-B-I-N-A-S-A-U-N and look away: nine letters are hard to keep. Now read FBI-NASA-UN: three chunks are easy, if you know the abbreviations. Knowledge makes the difference, not a better memory.

For equations, study one complete solution and explain each line to yourself. In the next one, cover the last line and fill it in; then the last two; then solve a whole problem alone. This gradual removal of help is called fading.

**Common mistake:** staying with examples too long, or leaving them too early. For the experienced they become a burden and solving problems teaches more; beginners who are thrown into hard problems guess and remember little.

**Think about it:** which chunk do you have in your field that a beginner has to assemble from five separate pieces?$md$,
        array['cognitive load', 'working memory', 'worked example', 'chunking', 'overload', 'beginner', 'step by step examples']
    ),
    (
        'b38caa97-8eac-59ea-bb67-1fa2f8e25d5b',
        'learning-metacognition',
        'Learning',
        'Knowing what you know',
        $md$Metacognition is thinking about your own thinking: judging what you know, choosing how to study, noticing when you are lost. We judge badly by feeling, because the mind takes ease for knowledge. A text read for the third time flows well, so we believe that we could reproduce it. This is called the illusion of knowing.

**Example.** Test your judgement with numbers. Before a quiz of 20 questions write next to every answer how sure you are: 50 %, 75 % or 100 %. Afterwards count. If you said "100 %" ten times and 7 of them were right, you are overconfident there: 70 % would have been honest. If 9 of the 10 answers at "75 %" were right, you know more than you think. After a few rounds most people become better calibrated, and they spend their time where it is needed.

A quick version: after each page, close the book and say the main point. If nothing comes, the page has not arrived.

**Common mistake:** studying what already goes well, because it is pleasant. Your confidence ratings show the places that need work: above all, answers that were sure and wrong.

**Think about it:** name one thing that you believe you understand. How could you find out within five minutes whether it is true?$md$,
        array['metacognition', 'illusion of knowing', 'overconfidence', 'dunning kruger', 'judging your learning', 'self assessment', 'calibration']
    ),
    (
        'e72ac439-7a34-594b-98da-bd24e307aa98',
        'learning-habits',
        'Learning',
        'Building a study habit',
        $md$A habit is an action that a situation sets off by itself, without a decision. This makes it strong: decisions are tiring and get postponed. To build one, tie a small action to a fixed cue, make the start easy, and repeat it in the same setting. What counts at first is not the amount but that it happens.

**Example.** "After I pour my morning coffee, I do five flashcards." The cue is there every day, the action takes two minutes, and the cards lie next to the machine. Five cards a day are 5 × 30 = 150 in a month. On good days you will do more, but five is enough to keep the chain.

How long does it take? In a study by Lally and colleagues (2010), a new daily habit became automatic after 66 days in the middle case, with a range from 18 to 254 days. Missing a single day made no noticeable difference.

**Common mistake:** starting too big. "Two hours of study every evening" works for a week and then breaks on the first bad day. Another mistake is to treat a missed day as failure and stop; just go on the next day.

**Think about it:** which cue occurs every day at a time when you have two free minutes, and what could you place there?$md$,
        array['habit', 'routine', 'motivation', 'consistency', 'daily practice', 'willpower', 'cue and reward']
    )
on conflict (id) do update set
    slug = excluded.slug,
    topic = excluded.topic,
    title = excluded.title,
    content = excluded.content,
    tags = excluded.tags,
    updated_at = now()
where (s.slug, s.topic, s.title, s.content, s.tags)
    is distinct from (excluded.slug, excluded.topic, excluded.title, excluded.content, excluded.tags);

-- Biology

insert into public.learning_content_snippets as s (id, slug, topic, title, content, tags)
values
    (
        'e3cd0ff4-e369-5453-9794-04c87c248a53',
        'biology-photosynthesis',
        'Biology',
        'Photosynthesis',
        $md$Photosynthesis is how plants, algae and some bacteria store the energy of light in sugar. It takes place in the chloroplasts, where the green pigment chlorophyll catches light. In the first stage, the light reactions, this energy splits water; oxygen is set free, and the energy is kept in two carrier molecules, ATP and NADPH. In the second stage, the Calvin cycle, these carriers power the building of sugar from carbon dioxide. In total:

6 CO₂ + 6 H₂O + light → C₆H₁₂O₆ + 6 O₂

**Example.** Count the atoms on both sides: 6 carbon, 12 hydrogen and 18 oxygen atoms on the left; 6, 12 and 6 + 12 = 18 on the right. Nothing is lost. By mass, about 264 g of carbon dioxide and 108 g of water become 180 g of glucose and 192 g of oxygen. So most of the dry mass of a tree comes from the air and from water, not from the soil, which supplies only a small share of minerals.

**Common mistake:** thinking that plants do photosynthesis instead of breathing. Their cells use sugar and oxygen day and night, as ours do. In light they simply make more oxygen than they use.

**Think about it:** leaves look green because they absorb green light less than red and blue. What would you expect to happen to a plant that receives only green light?$md$,
        array['plants', 'chlorophyll', 'chloroplast', 'light reaction', 'calvin cycle', 'carbon dioxide and oxygen', 'how plants make food']
    ),
    (
        'f747e357-35f3-5475-b85f-ab4b8ee778f7',
        'biology-cellular-respiration',
        'Biology',
        'Cellular respiration',
        $md$Every cell needs energy all the time. Cellular respiration takes it from food, above all from glucose, and stores it in small portions as ATP, the molecule that powers muscles, nerves and growth. It goes in three steps: glycolysis splits glucose in the cell fluid, the citric acid cycle finishes taking it apart in the mitochondria, and the electron transport chain there uses oxygen to make most of the ATP. In total:

C₆H₁₂O₆ + 6 O₂ → 6 CO₂ + 6 H₂O + energy

**Example.** This is the sum equation of photosynthesis read backwards: what plants build up with light, cells take apart for energy. One glucose molecule gives roughly 30 ATP with oxygen. Without oxygen, glycolysis alone yields only 2. So a sprinter whose muscles run short of oxygen gets about a fifteenth of the ATP per glucose; the muscles burn through glucose quickly and make lactate, and the pace cannot be kept up for long.

**Common mistake:** confusing respiration with breathing. Breathing moves air in and out of the lungs; respiration is chemistry inside the cells, and plants, fungi and most bacteria do it too, without any lungs.

**Think about it:** where does the mass go when somebody loses 5 kg of fat? Look at the right side of the equation.$md$,
        array['respiration', 'mitochondria', 'atp', 'glucose', 'energy in cells', 'metabolism', 'aerobic', 'lactic acid']
    ),
    (
        '727169cd-9915-5255-819b-bbb24f0e3a44',
        'biology-genes-and-inheritance',
        'Biology',
        'Genes and inheritance',
        $md$A gene is a stretch of DNA that carries the instructions for a part of the body's machinery, often a protein. Humans have most genes twice, one copy from each parent. The versions of a gene are called alleles. If one copy is enough to show its effect, the allele is dominant (written A); if two are needed, it is recessive (written a). The pair is the genotype, what you see is the phenotype.

**Example.** Two healthy parents both carry one recessive allele for an inherited illness: Aa and Aa. Each passes on one of the two copies by chance:

| | A | a |
|---|---|---|
| **A** | AA | Aa |
| **a** | Aa | aa |

The four boxes are equally likely. So a child is ill (aa) with probability 1/4, a healthy carrier (Aa) with 1/2, and free of the allele (AA) with 1/4. If you already know that the child is healthy, three boxes remain, and the child is a carrier with probability 2/3.

**Common mistake:** thinking that dominant means common or better. It only says which allele shows. The allele for six fingers can be dominant, and yet few people have it.

**Think about it:** the first child of these parents is ill. What is the probability for the second child?$md$,
        array['genetics', 'dna', 'heredity', 'punnett square', 'dominant and recessive', 'mendel', 'alleles', 'genotype']
    ),
    (
        'c0e0e017-463f-5450-9ef8-e3cd5cc8a8c7',
        'biology-natural-selection',
        'Biology',
        'Natural selection',
        $md$Natural selection needs three things: individuals differ, some differences are inherited, and some of these help to survive and reproduce. Then the helpful variants become more common from generation to generation. Nobody plans it; the differences come from chance mutations, and the surroundings decide which of them spread.

**Example.** Among 1,000,000 bacteria, 10 happen to resist an antibiotic. The drug kills 99.9 % of the others and none of these. About 1,000 ordinary and 10 resistant ones survive: the resistant share rose from 0.001 % to about 1 %. The survivors grow back to a million, of which about 10,000 are now resistant. A second dose leaves about 990 ordinary and 10,000 resistant bacteria: now about 91 % resist. The drug did not make any single bacterium stronger; it removed the competitors of those that were resistant already.

**Common mistake:** saying that organisms adapt because they need to, as if giraffes stretched their necks and passed that on. The individual does not evolve; the make-up of the population does. And "fittest" does not mean strongest, but best at leaving offspring in this environment.

**Think about it:** many plants protect themselves with poison. Why has a given poison not stopped all the insects that eat them?$md$,
        array['evolution', 'darwin', 'adaptation', 'survival of the fittest', 'mutation', 'antibiotic resistance', 'selection pressure']
    )
on conflict (id) do update set
    slug = excluded.slug,
    topic = excluded.topic,
    title = excluded.title,
    content = excluded.content,
    tags = excluded.tags,
    updated_at = now()
where (s.slug, s.topic, s.title, s.content, s.tags)
    is distinct from (excluded.slug, excluded.topic, excluded.title, excluded.content, excluded.tags);

-- Earth science

insert into public.learning_content_snippets as s (id, slug, topic, title, content, tags)
values
    (
        'fbbc1f0a-286f-5b36-95fa-03695b641f0c',
        'earth-water-cycle',
        'Earth science',
        'The water cycle',
        $md$The water on Earth is always on the move. Heat from the sun turns water from seas, lakes and soil into vapour (evaporation); plants release vapour through their leaves (transpiration). Rising air cools, and the vapour becomes tiny droplets around specks of dust: clouds (condensation). When drops or ice crystals grow heavy enough, they fall as rain, snow or hail (precipitation). On land, the water runs off in rivers or seeps into the ground, and in time it reaches the sea again.

**Example.** Follow the numbers. About 97 % of the water on Earth is salt water in the oceans, and most of the fresh water is locked in ice or lies underground. The air holds little: if all its vapour rained down at once, it would cover the Earth about 2.5 cm deep. But about 100 cm of rain and snow fall in an average year. So the vapour is replaced about 100 / 2.5 = 40 times a year, and a water molecule stays in the air for only about 9 days.

**Common mistake:** thinking that clouds are water vapour. Vapour is an invisible gas; what you see are droplets or ice crystals. The same is true of the white cloud above a kettle.

**Think about it:** the sea is salty, so why does rain from its water taste fresh?$md$,
        array['water cycle', 'hydrological cycle', 'evaporation', 'condensation', 'precipitation', 'rain', 'groundwater', 'clouds']
    ),
    (
        '78d42548-b8ee-508e-9a37-e3ae14cab71c',
        'earth-seasons',
        'Earth science',
        'Why there are seasons',
        $md$The seasons come from the tilt of the Earth's axis. It leans by about 23.4 degrees and points in nearly the same direction all year. In June the northern half leans towards the sun: the sun stands high, its light falls steeply and the days are long. In December it leans away; the same light comes in at a low angle, is spread over more ground, and the days are short. In the southern half it is the other way round.

**Example.** At the latitude of 50 degrees north (Prague lies there), the noon sun stands at 90 − 50 + 23.4 = 63.4 degrees on the longest day and at 90 − 50 − 23.4 = 16.6 degrees on the shortest. The light on a flat square metre depends on the sine of this angle: 0.89 in June and 0.29 in December. So at noon the ground gets about three times as much light per square metre in summer, and for about twice as many hours of day.

**Common mistake:** believing that it is summer when the Earth is nearest to the sun. It is nearest in early January, at about 147 million km, in the middle of the northern winter, and furthest in early July, at about 152 million km.

**Think about it:** what would the seasons be like if the axis were not tilted at all?$md$,
        array['seasons', 'summer and winter', 'axial tilt', 'solstice', 'equinox', 'earth orbit']
    )
on conflict (id) do update set
    slug = excluded.slug,
    topic = excluded.topic,
    title = excluded.title,
    content = excluded.content,
    tags = excluded.tags,
    updated_at = now()
where (s.slug, s.topic, s.title, s.content, s.tags)
    is distinct from (excluded.slug, excluded.topic, excluded.title, excluded.content, excluded.tags);

-- Personal finance

insert into public.learning_content_snippets as s (id, slug, topic, title, content, tags)
values
    (
        '81d612f7-451f-56b3-9b65-d98f94a3ce36',
        'finance-budgeting',
        'Personal finance',
        'Making a budget',
        $md$A budget is a plan that tells your money where to go before it is gone. Start with the facts: write down what comes in each month after tax, then everything that goes out, including the bills that come once a year, divided by 12. Then decide what should change. A rough guide is the 50-30-20 rule: half for needs (rent, food, transport), 30 % for wishes, 20 % for saving and paying off debt.

**Example.** Mira gets 2,000 a month after tax. By the rule she would spend 1,000 on needs and 600 on wishes and save 400. Her list shows 1,150 for needs, 650 for wishes and 200 saved. A yearly insurance of 360 is already in it as 30 a month. She cannot lower the rent, but two subscriptions (25) and fewer deliveries (75) free 100. Now she saves 300 a month, which is 3,600 a year. She sends this amount to another account on payday, so that nothing is left to willpower.

**Common mistake:** saving what happens to be left at the end of the month. Usually nothing is. Save first and spend the rest. Another mistake is forgetting irregular costs such as repairs and presents, which then look like bad luck every time.

**Think about it:** which expense of last month would you not miss?$md$,
        array['budget', 'budgeting', '50 30 20 rule', 'spending', 'income and expenses', 'saving money', 'household money']
    ),
    (
        '3dd0ed9c-999d-5ce8-8bb6-c6d0d478101f',
        'finance-compound-interest',
        'Personal finance',
        'Compound interest',
        $md$With simple interest you earn interest on your deposit only. With compound interest you earn it on the earlier interest as well, so the sum grows faster and faster. After n years at a yearly rate r, an amount becomes amount × (1 + r)^n.

**Example.** You put away 1,000 at 5 % a year. With simple interest you would have 1,000 + 10 × 50 = 1,500 after 10 years. With compound interest it is 1,000 × 1.05^10 = 1,628.89. After 30 years the gap is wide: 2,500 with simple interest, but 1,000 × 1.05^30 = 4,321.94 with compound interest.

A handy shortcut is the rule of 72: divide 72 by the rate in percent to get about how many years the money needs to double. At 5 % that is 72 / 5 = 14.4 years; the exact value is 14.2.

**Common mistake:** multiplying the rate by the years, as if 5 % for 30 years were 150 %. It is 332 %. The same force works against you on debts, and fees count too: if 1 % of the 5 % goes to fees, 30 years give only 1,000 × 1.04^30 = 3,243.40.

**Think about it:** who has more at 60: someone who saves 100 a month from 20 to 30 and then stops, or someone who saves 100 a month from 30 to 40 and then stops? By roughly which factor, at 5 %?$md$,
        array['interest on interest', 'compounding', 'rule of 72', 'growth of savings', 'interest rate', 'exponential growth', 'savings account']
    ),
    (
        '1450ea1b-89d6-5727-b4a3-ca9ad73a32ae',
        'finance-inflation',
        'Personal finance',
        'Inflation and real value',
        $md$Inflation is a general rise in prices: the same money buys less. It is measured by following the price of a fixed basket of goods over time. A rate of 3 % means that a basket that cost 100 last year costs 103 now. What matters for you is the real value, that is, what your money can buy, not the nominal number printed on it.

**Example.** At 3 % inflation a year, the basket of 100 costs 100 × 1.03^10 = 134.39 after ten years. Turned around, 100 under the mattress then buy only what 100 / 1.3439 = 74.41 buy today. A quarter of the value has gone, although nobody took a coin.

The same holds for interest. If your account pays 2 % and prices rise by 3 %, you lose about 1 % of purchasing power a year, although the balance grows. More exactly, 1.02 / 1.03 = 0.9903, a loss of 0.97 %. This is called a negative real interest rate.

**Common mistake:** comparing sums from different years without correction. "My grandfather bought his house for 20,000" says little until you know what wages and prices were then.

**Think about it:** your pay rises by 2 % in a year with 3 % inflation. Is this a rise or a cut? What rise would keep your purchasing power unchanged?$md$,
        array['inflation', 'purchasing power', 'real interest rate', 'price level', 'cost of living', 'nominal and real']
    ),
    (
        '503f6ae1-2ca0-5827-85c8-b3e2634459b8',
        'finance-debt',
        'Personal finance',
        'Interest on debt',
        $md$Borrowed money costs interest, and on credit cards the rate is often 20 % a year or more. Each month interest is added to what you owe; your payment covers this interest first, and only the rest reduces the debt. If you pay little more than the interest, the debt hardly shrinks.

**Example.** You owe 1,000 at 20 % a year, which is about 1.67 % a month. In the first month the interest is 16.67. With a payment of 25, only 8.33 go towards the debt. At this pace it takes 67 months, more than five and a half years, and you pay about 662 in interest. With 50 a month it takes 25 months and about 227 in interest. Doubling the payment cuts the interest to about a third.

With several debts, pay the minimum on all and put everything extra on the one with the highest rate. This order, called the avalanche method, costs the least interest.

**Common mistake:** saving at 2 % while owing at 20 %. Each 100 in the savings account earns 2 a year, while the same 100 of debt costs 20. Keep a small reserve for emergencies, and then pay off the expensive debt first.

**Think about it:** what is the smallest payment in the example with which the debt would shrink at all?$md$,
        array['credit card debt', 'loan', 'minimum payment', 'apr', 'paying off debt', 'avalanche method', 'borrowing']
    )
on conflict (id) do update set
    slug = excluded.slug,
    topic = excluded.topic,
    title = excluded.title,
    content = excluded.content,
    tags = excluded.tags,
    updated_at = now()
where (s.slug, s.topic, s.title, s.content, s.tags)
    is distinct from (excluded.slug, excluded.topic, excluded.title, excluded.content, excluded.tags);
