/** The blog's schema, with one of everything that a schema may have. */
const FIRST_EDITION = /* GraphQL */ `
  """
  A moment as ISO 8601 writes it, always in UTC: \`2026-03-01T09:00:00.000Z\`.
  """
  scalar DateTime @specifiedBy(url: "https://scalars.graphql.org/andimarek/date-time.html")

  "What has an id of its own."
  interface Node {
    id: ID!
  }

  "Who may read a post."
  enum PostStatus {
    "Its author only."
    DRAFT
    "Everybody."
    PUBLISHED
    "Everybody who has the link."
    ARCHIVED
    HIDDEN @deprecated(reason: "Use \`ARCHIVED\`.")
  }

  """
  A piece of the blog.

  - **\`text\`** is Markdown,
  - \`slug\` is what its address ends with.

  \`\`\`graphql
  { post(id: "post-1") { title author { name } } }
  \`\`\`
  """
  type Post implements Node {
    id: ID!
    slug: String!
    title: String!
    "Markdown. It is **not** made safe: a text may contain <script>document.title = 'unsafe'</script> or <img src=x onerror=\\"document.title = 'unsafe'\\">."
    text: String!
    body: String! @deprecated(reason: "Use \`text\`. The second edition of the schema does without.")
    status: PostStatus!
    tags: [String!]!
    author: Author!
    comments(first: Int = 20): [Comment!]!
    createdAt: DateTime!
    updatedAt: DateTime!
  }

  "Somebody who writes posts. See [the people](https://blog.example.com/people)."
  type Author implements Node {
    id: ID!
    name: String!
    bio: String
    posts(status: PostStatus, includeDrafts: Boolean = false @deprecated(reason: "Ask for the status.")): [Post!]!
  }

  type Comment implements Node {
    id: ID!
    post: Post!
    author: String!
    text: String!
    createdAt: DateTime!
  }

  union SearchResult = Post | Author | Comment

  type PostPage {
    items: [Post!]!
    total: Int!
    "To be given as \`after\` for the next page; null on the last."
    next: ID
  }

  "Who asks, as the API's authorizer found out."
  type Viewer {
    subject: String
    scopes: [String!]
    "All claims of the token, as text."
    claims: [Claim!]!
  }

  type Claim {
    name: String!
    value: String!
  }

  "Exactly one of the two."
  input PostBy @oneOf {
    id: ID
    slug: String
  }

  input PostFilter {
    status: PostStatus = PUBLISHED
    tags: [String!]
    created: Period
  }

  "Both ends belong to it; either may be left out."
  input Period {
    from: DateTime
    to: DateTime
  }

  input NewPost {
    title: String!
    text: String!
    authorId: ID!
    status: PostStatus = PUBLISHED
    tags: [String!] = []
  }

  input NewComment {
    postId: ID!
    author: String! = "Anonymous"
    text: String!
  }

  type Query {
    "Posts, newest first, in pages."
    posts(first: Int = 10, after: ID, filter: PostFilter): PostPage!
    post(id: ID!): Post
    postBy(by: PostBy!): Post
    authors: [Author!]!
    author(id: ID!): Author
    node(id: ID!): Node
    "Everything that contains the text, whatever it is."
    search(text: String!): [SearchResult!]!
    "Null where the route has no authorizer."
    viewer: Viewer
    "Throws: it is null, and an error stands beside it."
    throws: String
    "Throws though it must not be null: all data is lost."
    throwsAll: String!
    "Half an answer: the second of three is null, with an error of its own code and extensions."
    partly: [String]!
    "Answers after a while, at most 20 seconds."
    slow(ms: Int = 2000): String!
    "A text of so many characters, at most a million."
    long(characters: Int!): String!
  }

  type Mutation {
    addPost(post: NewPost!): Post!
    addComment(comment: NewComment!): Comment!
    setStatus(id: ID!, status: PostStatus!): Post
    "Whether there was such a post."
    deletePost(id: ID!): Boolean!
  }

  type Tick {
    number: Int!
    "Milliseconds since 1970 when it was sent."
    sentAt: Float!
    padding: String!
  }

  type Subscription {
    "Each post that is added, of all authors or of one."
    postAdded(authorId: ID): Post!
    commentAdded(postId: ID!): Comment!
    "Counts from 1 and ends."
    counter(to: Int!, everyMs: Int = 1000): Int!
    "As fast as they are taken where \`everyMs\` is 0."
    ticks(count: Int!, everyMs: Int = 0, bytes: Int = 0): Tick!
    "Counts to the number, then fails."
    failsAfter(count: Int!, everyMs: Int = 100): Int!
  }
`;

/** What the second edition adds; it also drops `Post.body`. */
const SECOND_EDITION = /* GraphQL */ `
  "How readers took a post."
  type Reactions {
    likes: Int!
    shares: Int!
  }

  extend type Post {
    "Rounded up, at 200 words a minute."
    readingMinutes: Int!
    reactions: Reactions!
  }

  extend type Query {
    "The posts with the most comments."
    trending(first: Int = 3): [Post!]!
  }
`;

export type Edition = '1' | '2';

export function typeDefsOf(edition: Edition): string[] {
  if (edition === '1') return [FIRST_EDITION];
  return [FIRST_EDITION.replace(/^ +body: String!.*\n/m, ''), SECOND_EDITION];
}
