using Parlance.Core.Search;

namespace Parlance.Tests.Core.Search;

public class WordsTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("Hello, World!", "hello world")]
    [InlineData("don't re-use_it 3.14", "don t re use it 3 14")]
    [InlineData("ÀÉÎÕÜ ñandú Çédille", "aeiou nandu cedille")]
    [InlineData("cafe\u0301 noe\u0308l", "cafe noel")]
    [InlineData("İstanbul ISTANBUL", "istanbul istanbul")]
    [InlineData("ΟΔΥΣΣΕΎΣ Οδυσσεύς", "οδυσσευσ οδυσσευσ")]
    [InlineData("Ёлка йод", "елка йод")]
    [InlineData("straße STRASSE", "straße strasse")]
    [InlineData("東京タワーへ", "東 京 タ ワ ー へ")]
    [InlineData("iPhoneを買う", "iphone を 買 う")]
    [InlineData("한국어 시험", "한국어 시험")]
    [InlineData("हिन्दी", "हिन्दी")]
    [InlineData("👍🏽 ok ❤️", "ok")]
    [InlineData("soft\u00ADhyphen می\u200Cخواهم", "softhyphen میخواهم")]
    [InlineData("\u0301\u0301 \uFE0F", "")]
    [InlineData("a\ud800b \udc00", "a b")]
    public void A_text_is_parted_into_words(string text, string words) =>
        string.Join(' ', Words.Of(text).Select(word => word.Text)).ShouldBe(words);

    [Fact]
    public void Each_word_knows_where_it_stands()
    {
        const string Text = "👍 Café, NAÏVE\u0308! x";
        Words.Of(Text).Select(word => Text.Substring(word.Start, word.Length)).ShouldBe(["Café", "NAÏVE\u0308", "x"]);
    }

    [Fact]
    public void What_follows_the_last_character_that_counts_belongs_to_the_word_all_the_same()
    {
        var word = Words.Of(new string('x', 100) + "y z")[0];
        (word.Text, word.Length).ShouldBe((new string('x', Words.MaxLength), 101));
    }
}
