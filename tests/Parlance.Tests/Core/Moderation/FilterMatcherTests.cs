using FsCheck;
using FsCheck.Fluent;
using Parlance.Core;
using Parlance.Core.Moderation;

namespace Parlance.Tests.Core.Moderation;

public class FilterMatcherTests
{
    [Theory]
    [InlineData("word", "rübe", "eine RUBE.", true)]
    [InlineData("word", "rube", "Rübenkraut", false)]
    [InlineData("word", "green tea", "a green, TÉA leaf", true)]
    [InlineData("word", "green tea", "green bad tea", false)]
    [InlineData("link", "evil.example", "see evil.example", true)]
    [InlineData("link", "evil.example", "https://a.b.EVIL.example:8080/x", true)]
    [InlineData("link", "evil.example", "http://user@evil.example/", true)]
    [InlineData("link", "evil.example", "(evil.example).", true)]
    [InlineData("link", "evil.example", "notevil.example", false)]
    [InlineData("link", "evil.example", "evil.example.org", false)]
    [InlineData("link", "evil.example", "evil. example", false)]
    [InlineData("link", "bücher.example", "http://xn--bcher-kva.example", true)]
    public void A_filter_finds_whole_words_and_hosts_with_what_is_below_them(string kind, string pattern, string text, bool isFound) =>
        Of((kind, pattern, FilterAction.Refuse)).Check(text).IsRefused.ShouldBe(isFound);

    [Fact]
    public void Refusing_goes_before_masking_and_masking_and_flagging_go_together()
    {
        var matcher = Of(("word", "one", FilterAction.Refuse), ("word", "two", FilterAction.Mask), ("word", "three", FilterAction.Flag));

        matcher.Check("one two three").ShouldBe(new FilterVerdict(true, null, false));
        matcher.Check("two 👍 three two").ShouldBe(new FilterVerdict(false, "*** 👍 three ***", true));
        matcher.Check("four").ShouldBe(default);
    }

    [Fact]
    public void No_text_makes_a_matcher_throw_or_change_what_it_does_not_find() =>
        Check.QuickThrowOnFailure(Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
        {
            var verdict = Of(("word", "zzzz qqqq", FilterAction.Mask), ("link", "evil.example", FilterAction.Mask)).Check(text ?? "");
            return verdict == default || verdict.Masked!.Length == text!.Length;
        }));

    private static FilterMatcher Of(params (string Kind, string Pattern, FilterAction Action)[] filters) => new(
        [.. filters.Select(filter => (Kind: filter.Kind == "word" ? FilterKind.Word : FilterKind.Link, filter.Pattern, filter.Action))
            .Select((filter, i) => new TextFilter(new FilterId(i + 1), filter.Kind, FilterRules.Normalize(filter.Kind, filter.Pattern).Value, filter.Action, default, null))]);
}
