using FsCheck.Fluent;
using Parlance.Core;
using Parlance.Core.Search;

namespace Parlance.Tests.Storage;

/// <summary>What the index answers, held against a matcher that knows nothing but spaces.</summary>
public abstract class SearchStoreContract(Engine engine) : StoreContract(engine)
{
    private static readonly string[] Vocabulary = ["tea", "teapot", "green", "black", "cup", "té", "Tea", "昨日", "x", "42"];

    // Whatever somebody may type: words, the signs of every query language there is, and halves of characters.
    private static readonly string[] Fragments =
    [
        "tea", "te", "x", "42", "東", "é", " ", " ", " ", "\"", "'", "*", "-", "+", "(", ")", ":", "^", "\\", "&", "|", "!", "<->", "{", "}", "[", "]", "#c1", "@", "%", "_", ",", ".",
        "AND", "OR", "NOT", "NEAR(", "words:", "place", "\0", "\n", "\ud83d", "\udc4d", "👍", "\u0301", "\u200d", ";--", "$$", "?1", "@query",
    ];

    [Fact]
    public async Task Words_are_found_as_a_naive_matcher_finds_them()
    {
        var room = Room();
        var reader = SomeUser();
        Join(room, reader);
        var random = new Random(1_763_697);
        var posts = Enumerable.Range(0, 300).Select(_ => NewPost(room, Sentence(random))).ToList();
        Append(posts);
        await IndexAll();

        var words = Gen.Elements(Vocabulary);
        var queries = from wanted in Gen.Choose(1, 3).SelectMany(n => words.ListOf(n))
                      from unwanted in Gen.Choose(0, 2).SelectMany(n => words.ListOf(n))
                      from beginning in Gen.Elements("", "te", "gr", "tea")
                      select (Wanted: wanted.ToList(), Unwanted: unwanted.ToList(), Beginning: beginning);

        foreach (var (wanted, unwanted, beginning) in queries.Sample(150))
        {
            var text = string.Join(' ', [.. wanted, .. unwanted.Select(word => $"-{word}"), .. beginning.Length > 0 ? [$"{beginning}*"] : Array.Empty<string>()]);
            bool Naive(string content)
            {
                var held = content.Split(' ').Select(Plain).ToList();
                return wanted.TrueForAll(word => held.Contains(Plain(word))) && !unwanted.Exists(word => held.Contains(Plain(word)))
                    && (beginning.Length == 0 || held.Exists(word => word.StartsWith(beginning, StringComparison.Ordinal)));
            }

            var expected = posts.Select(post => post.Message!).Where(message => Naive(message.Content)).Select(message => message.Id).Reverse().ToList();
            var query = SearchQuery.Parse(text).Value;
            var found = (await Search.FindAsync(reader, query, new SearchScope(null, null), long.MaxValue, 1_000, Cancel)).Messages;

            found.Select(message => message.Id).ShouldBe(expected, text); // what the engine says is exact as soon as it is up to date
            found.ShouldAllBe(message => SearchMatch.Of(query, message.Content) != null);
        }
    }

    [Fact]
    public async Task No_input_makes_the_engine_throw()
    {
        var room = Room();
        var reader = SomeUser();
        Join(room, reader);
        var texts = Gen.Choose(1, 30).SelectMany(n => Gen.Elements(Fragments).ListOf(n)).Select(parts => string.Concat(parts)).Sample(400).ToList();
        Append([.. texts.Select(text => NewPost(room, new string([.. text.Where(c => c != '\0' && !char.IsSurrogate(c))])))]);
        await IndexAll();

        foreach (var text in texts)
        {
            if (!SearchQuery.Parse(text).TryGet(out var query, out var refusal))
            {
                refusal.Field.ShouldBe("q");
                continue;
            }

            var found = (await Search.FindAsync(reader, query, new SearchScope(room.Id, new UserId(1)), long.MaxValue, 10, Cancel)).Messages;
            found.ShouldAllBe(message => SearchMatch.Of(query, message.Content) != null, text);
        }
    }

    [Fact]
    public async Task Messages_of_every_length_are_indexed()
    {
        var room = Room();
        var reader = SomeUser();
        Join(room, reader);
        string[] texts = [new('x', 20_000), string.Join(' ', Enumerable.Range(0, 4_000)), new('東', 20_000), string.Concat(Enumerable.Repeat("a ", 10_000)) + "rare"];
        foreach (var text in texts)
            Say(room, text);
        await IndexAll();

        foreach (var (query, text) in new[] { (new string('x', 90), texts[0]), ("3999", texts[1]), ("東東東", texts[2]), ("rare", texts[3]) })
        {
            (await Search.FindAsync(reader, SearchQuery.Parse(query).Value, new SearchScope(null, null), long.MaxValue, 10, Cancel)).Messages
                .Select(message => message.Content).ShouldBe([text]);
        }
    }

    [Fact]
    public async Task Stretches_of_the_log_are_looked_through_without_gap_or_repeat()
    {
        var (room, other) = (Room(), Room());
        var reader = SomeUser();
        Join(room, reader);
        Append([.. Enumerable.Range(0, 9_000).Select(i => NewPost(i % 100 == 0 ? room : other, "needle"))]);
        await IndexAll();
        var query = SearchQuery.Parse("needle").Value;

        var all = (await Search.FindAsync(reader, query, new SearchScope(null, null), long.MaxValue, 1_000, Cancel)).Messages.Select(message => message.Id.Value).ToList();
        all.Count.ShouldBe(90);
        all.ShouldBe(all.Distinct().OrderDescending());

        foreach (var limit in new[] { 1, 7, 40, 41, 42, 89 })
            (await Search.FindAsync(reader, query, new SearchScope(null, null), long.MaxValue, limit, Cancel)).Messages.Select(message => message.Id.Value).ShouldBe(all.Take(limit));
        foreach (var below in new[] { all[0], all[40], all[89], all[89] + 1, 1 })
        {
            (await Search.FindAsync(reader, query, new SearchScope(null, null), below, 1_000, Cancel)).Messages.Select(message => message.Id.Value)
                .ShouldBe(all.Where(id => id < below));
        }
    }

    [Fact]
    public async Task Several_nodes_may_index_at_once()
    {
        var room = Room();
        var reader = SomeUser();
        Join(room, reader);
        Append([.. Enumerable.Range(0, 500).Select(i => NewPost(room, $"together {i}"))]);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(IndexAll, Cancel)));

        var found = (await Search.FindAsync(reader, SearchQuery.Parse("together").Value, new SearchScope(null, null), long.MaxValue, 1_000, Cancel));
        found.Messages.Count.ShouldBe(500);
        found.Position.ShouldBe(await Messages.HeadAsync(Cancel));
    }

    private async Task IndexAll()
    {
        while (await Search.IndexAsync(200, Cancel))
        {
        }
    }

    private static string Sentence(Random random) =>
        string.Join(' ', Enumerable.Range(0, random.Next(1, 7)).Select(_ => Vocabulary[random.Next(Vocabulary.Length)]));

    private static string Plain(string word) => word.ToLowerInvariant().Replace('é', 'e');
}

public sealed class SearchStoreOnSqlite(SqliteEngine engine) : SearchStoreContract(engine), IClassFixture<SqliteEngine>;

public sealed class SearchStoreOnPostgres(PostgresEngine engine) : SearchStoreContract(engine), IClassFixture<PostgresEngine>;
