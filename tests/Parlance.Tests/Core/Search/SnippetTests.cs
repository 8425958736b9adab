using Parlance.Core.Search;

namespace Parlance.Tests.Core.Search;

public class SnippetTests
{
    [Theory]
    [InlineData("tea", "Green TEA, and téa", "Green [TEA], and [téa]")]
    [InlineData("\"green tea\"", "green tea; tea green", "[green tea]; tea green")]
    [InlineData("tea green", "green tea", "[green] [tea]")]
    [InlineData("te*", "tea teapot at", "[tea] [teapot] at")]
    [InlineData("\"a a\"", "a a a", "[a a a]")]
    [InlineData("東京", "私は東京へ", "私は[東京]へ")]
    [InlineData("tea", "👍👍tea\ntime", "👍👍[tea] time")]
    public void Every_place_of_every_term_is_highlighted(string query, string content, string marked) => Marked(query, content).ShouldBe(marked);

    [Fact]
    public void Of_a_long_message_the_part_with_the_most_matches_is_shown()
    {
        var filler = string.Join(' ', Enumerable.Repeat("word", 100));
        var marked = Marked("tea", $"tea {filler} green tea and black tea {filler}");

        marked.ShouldStartWith("…word word");
        marked.ShouldContain("green [tea] and black [tea] word");
        marked.ShouldEndWith("…");
    }

    [Fact]
    public void A_match_at_the_end_and_one_longer_than_the_snippet_are_shown()
    {
        Marked("tea", new string('-', 1_000) + "tea").ShouldEndWith("---[tea]");
        var longest = new string('x', 500);
        Marked(longest[..200], new string('x', 500)).ShouldBe($"[{new string('x', Snippet.MaxLength - 2)}]…");
    }

    [Fact]
    public void Snippets_of_any_text_are_short_whole_and_highlighted_within()
    {
        var random = new Random(20_251_121);
        string[] parts = ["tea", "Tea", "té", "a", " ", "  ", "\n", "👍", "東", "京", "-", "é", "x", "long" + new string('g', 90)];
        for (var round = 0; round < 3_000; round++)
        {
            var content = string.Concat(Enumerable.Range(0, random.Next(1, 250)).Select(_ => parts[random.Next(parts.Length)]));
            if (SearchMatch.Of(SearchQuery.Parse(random.Next(2) == 0 ? "te*" : "東京").Value, content) is not { } match)
                continue;

            var snippet = Snippet.Of(content, match.Places);

            snippet.Text.Length.ShouldBeLessThanOrEqualTo(Snippet.MaxLength);
            snippet.Text.EnumerateRunes().ShouldNotContain(System.Text.Rune.ReplacementChar);
            snippet.Highlights.ShouldNotBeEmpty(content);
            foreach (var (start, length) in snippet.Highlights)
            {
                length.ShouldBeGreaterThan(0);
                content.ReplaceLineEndings(" ").ShouldContain(snippet.Text.Substring(start, length));
            }

            snippet.Highlights.ShouldBe(snippet.Highlights.OrderBy(place => place.Start));
        }
    }

    private static string Marked(string query, string content)
    {
        var snippet = Snippet.Of(content, SearchMatch.Of(SearchQuery.Parse(query).Value, content).ShouldNotBeNull().Places);
        snippet.Text.Length.ShouldBeLessThanOrEqualTo(Snippet.MaxLength);
        var text = snippet.Text;
        foreach (var (start, length) in snippet.Highlights.Reverse())
            text = text.Insert(start + length, "]").Insert(start, "[");
        return text;
    }
}
