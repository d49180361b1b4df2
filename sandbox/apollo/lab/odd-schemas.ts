/** Types that lead to each other and to themselves, in every way that GraphQL allows. */
export const CYCLES = /* GraphQL */ `
  type Query { hello: String! hen: Hen! node: Circular knot(input: Knot): [[[Knotted!]!]!]! }
  type Hen { egg: Egg! self: Hen! flock: [Hen!]! }
  type Egg { hen: Hen! layer(of: Knot = { inner: { depth: 2 } }): Egg }
  interface Circular { id: ID! parent: Circular children: [Circular!]! }
  interface Ring implements Circular { id: ID! parent: Ring children: [Circular!]! ring: Ring! }
  type Link implements Circular & Ring { id: ID! parent: Ring children: [Link!]! ring: Ring! other: Tangle }
  union Tangle = Hen | Egg | Link
  input Knot { depth: Int = 1 inner: Knot others: [Knot!] }
  type Knotted { again: Knotted! knots: [[[Knotted]]] }
`;

/** Every name here is legal in GraphQL and means something to JavaScript. */
export const JAVASCRIPT_NAMES = /* GraphQL */ `
  type Query {
    hello: String!
    constructor(hasOwnProperty: String = "x", toString: prototype): Object
    toString: String
    valueOf: String
    hasOwnProperty: Boolean
    isPrototypeOf: undefined
    then: String
    __proto: String
    length: Int
  }
  type Object { prototype: Object constructor: Object hasOwnProperty: String name: String arguments: String }
  type undefined { null_: String NaN: Int Infinity: Int then: undefined }
  enum constructor { toString valueOf constructor hasOwnProperty }
  input prototype { constructor: constructor = toString toString: String valueOf: prototype }
`;

/** Descriptions and reasons are text from strangers: none of it may run, load anything or leave its place. */
export const HTML_DESCRIPTIONS = String.raw`
  """
  <script>document.title = 'unsafe'</script>
  <img src="x" onerror="document.title = 'unsafe'">
  [a link](javascript:document.title='unsafe') and [another](data:text/html,<script>parent.document.title='unsafe'</script>)
  ![a picture](https://tracker.example.com/pixel.png)
  """
  type Query {
    "<b>bold</b> </div></div><style>*{display:none}</style>"
    hello: String!
    "<iframe src='https://tracker.example.com'></iframe><svg onload=\"document.title = 'unsafe'\"></svg>"
    framed("<a href='javascript:document.title=1'>here</a>" link: String = "<script>document.title = 'unsafe'</script>"): Kind
    old: String @deprecated(reason: "<img src=x onerror=\"document.title = 'unsafe'\"> Use \u0060hello\u0060.")
    "\u202Edesrever\u202C, \u0000 nothing, \uD83D\uDE00 and ${'a very long word '.repeat(500)}"
    long: String
  }
  "<object data='https://tracker.example.com'></object>"
  enum Kind { "<input autofocus onfocus=\"document.title = 'unsafe'\">" ONE TWO }
`;
