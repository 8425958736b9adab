using Parlance.Core.Search;

namespace Parlance.Tests.Core.Search;

public class SearchQueryTests
{
    [Theory]
    [InlineData("tea", "tea")]
    [InlineData("  Tea   time ", "tea + time")]
    [InlineData("\"Tea time\" now", "tea time + now")]
    [InlineData("\"tea time", "tea time")]
    [InlineData("tea\"green leaf\"", "tea + green leaf")]
    [InlineData("tea -coffee", "tea - coffee")]
    [InlineData("tea -\"black coffee\"", "tea - black coffee")]
    [InlineData("tea-coffee", "tea coffee")]
    [InlineData("wor*", "wor*")]
    [InlineData("wor*ld", "wor ld")]
    [InlineData("-wor* tea", "tea - wor*")]
    [InlineData("w*", "w")]
    [InlineData("re-us*", "re us*")]
    [InlineData("\"wor\"*", "wor")]
    [InlineData("東京", "東 京")]
    [InlineData("京*", "京")]
    [InlineData("tea AND NOT or NEAR(x, 2) words:y ^z", "tea + and + not + or + near x + 2 + words y + z")]
    [InlineData("a' | b & !c <-> d:*", "a + b + c + d")]
    [InlineData("-- tea - \" \" *", "tea")]
    public void What_is_written_becomes_terms(string text, string terms)
    {
        var query = SearchQuery.Parse(text).Value;
        (string.Join(" + ", query.Wanted.Select(Say)) + string.Concat(query.Unwanted.Select(term => $" - {Say(term)}"))).ShouldBe(terms);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("!?* \"\" - 👍")]
    [InlineData("-tea")]
    [InlineData("-tea -\"x y\"")]
    [InlineData("\ud800")]
    public void A_query_without_a_word_to_look_for_is_refused(string text) =>
        SearchQuery.Parse(text).Refusal.ShouldNotBeNull().Field.ShouldBe("q");

    [Fact]
    public void Too_much_is_refused()
    {
        SearchQuery.Parse(new string('x', SearchQuery.MaxLength)).IsRefused.ShouldBeFalse();
        SearchQuery.Parse(new string('x', SearchQuery.MaxLength + 1)).Refusal.ShouldNotBeNull().Field.ShouldBe("q");
        SearchQuery.Parse(string.Join(' ', Enumerable.Range(1, SearchQuery.MaxTerms))).IsRefused.ShouldBeFalse();
        SearchQuery.Parse(string.Join(' ', Enumerable.Range(0, SearchQuery.MaxTerms + 1))).Refusal.ShouldNotBeNull().Field.ShouldBe("q");
    }

    private static string Say(SearchTerm term) => string.Join(' ', term.Words) + (term.IsPrefix ? "*" : "");
}
