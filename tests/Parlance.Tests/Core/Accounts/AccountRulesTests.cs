using Parlance.Core;
using Parlance.Core.Accounts;

namespace Parlance.Tests.Core.Accounts;

public class AccountRulesTests
{
    [Theory]
    [InlineData("an")]
    [InlineData("Ana_B.c-9")]
    [InlineData("žofie")]
    [InlineData("用户名")]
    [InlineData("a2345678901234567890123456789012")]
    public void These_are_usernames(string name) => AccountRules.Username(name).ShouldBeNull();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("a23456789012345678901234567890123")]
    [InlineData("ana b")]
    [InlineData("ana@b")]
    [InlineData("ana\n")]
    [InlineData("a\u202Eb")]
    [InlineData("an\u200Da")]
    [InlineData("ana\0")]
    public void These_are_not(string? name) => ShouldName("username", AccountRules.Username(name));

    [Theory]
    [InlineData("A")]
    [InlineData("  Ana B.  ")]
    [InlineData("👩‍👩‍👧 family")]
    [InlineData("محمد")]
    [InlineData("Zoë O'Neil <3")]
    public void These_are_display_names(string name) => AccountRules.DisplayName(name).ShouldBeNull();

    [Theory]
    [InlineData(null)]
    [InlineData("   ")]
    [InlineData("\u200B\u200D")]
    [InlineData("\u3164")]
    [InlineData("\u2800\u2800")]
    [InlineData("ana\u0007")]
    [InlineData("ana\nben")]
    [InlineData("ana\u2028ben")]
    [InlineData("\u202Eana")]
    [InlineData("ana\u2066")]
    public void These_are_no_display_names(string? name) => ShouldName("display_name", AccountRules.DisplayName(name));

    // Not inline data: attributes are stored as UTF-8, which has no half characters.
    [Fact]
    public void Half_a_character_is_refused_everywhere()
    {
        foreach (var text in new[] { "ana\ud83d", "\ude00ana", "a\ude00\ud83da" })
        {
            ShouldName("username", AccountRules.Username(text));
            ShouldName("display_name", AccountRules.DisplayName(text));
            ShouldName("bio", AccountRules.Bio(text));
            ShouldName("email", AccountRules.Email(text + "@example.com"));
            ShouldName("avatar_url", AccountRules.AvatarUrl("https://example.com/" + text));
        }
    }

    [Fact]
    public void Characters_are_counted_not_code_units()
    {
        AccountRules.DisplayName(string.Concat(Enumerable.Repeat("😀", 64))).ShouldBeNull();
        ShouldName("display_name", AccountRules.DisplayName(string.Concat(Enumerable.Repeat("😀", 65))));
    }

    [Theory]
    [InlineData("1234567", 8, false)]
    [InlineData("12345678", 8, true)]
    [InlineData("12345", 6, false)]
    [InlineData("123456", 6, true)]
    public void Passwords_have_the_dialects_minimum(string password, int minimum, bool fine) =>
        (AccountRules.Password(password, minimum) is null).ShouldBe(fine);

    [Fact]
    public void Passwords_have_a_maximum()
    {
        AccountRules.Password(new string('x', 256)).ShouldBeNull();
        ShouldName("password", AccountRules.Password(new string('x', 257)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ana@example.com")]
    [InlineData("o'neil+chat@mail.example.co.uk")]
    [InlineData("用户@例子.广告")]
    public void These_pass_as_email(string? email) => AccountRules.Email(email).ShouldBeNull();

    [Theory]
    [InlineData("ana")]
    [InlineData("@example.com")]
    [InlineData("ana@")]
    [InlineData("ana@example")]
    [InlineData("ana@.com")]
    [InlineData("ana@example.")]
    [InlineData("ana@exa..mple.com")]
    [InlineData("ana@ben@example.com")]
    [InlineData("ana ben@example.com")]
    [InlineData("ana@example.com\nBcc: x@y.z")]
    [InlineData("<ana@example.com>")]
    public void These_do_not(string email) => ShouldName("email", AccountRules.Email(email));

    [Fact]
    public void An_email_is_at_most_254_characters()
    {
        var domain = string.Join('.', Enumerable.Repeat("abcdefghi", 24)) + ".com";
        AccountRules.Email($"{new string('a', 254 - domain.Length - 1)}@{domain}").ShouldBeNull();
        ShouldName("email", AccountRules.Email($"{new string('a', 255 - domain.Length - 1)}@{domain}"));
    }

    [Theory]
    [InlineData("https://example.com/a.png", true)]
    [InlineData("/media/ab/cd.png", true)]
    [InlineData("", true)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("data:image/png;base64,xx", false)]
    [InlineData("//evil.example/a.png", false)]
    [InlineData("https://example.com/a b.png", false)]
    [InlineData("avatar.png", false)]
    public void An_avatar_is_a_web_address(string url, bool fine) => (AccountRules.AvatarUrl(url) is null).ShouldBe(fine);

    [Fact]
    public void A_bio_may_have_lines_and_two_thousand_characters()
    {
        AccountRules.Bio("one\ntwo" + new string('x', 1_993)).ShouldBeNull();
        ShouldName("bio", AccountRules.Bio(new string('x', 2_001)));
        ShouldName("bio", AccountRules.Bio("beep\u0007"));
    }

    private static void ShouldName(string field, Refusal? refusal)
    {
        refusal.ShouldNotBeNull();
        refusal.Code.ShouldBe(RefusalCode.Invalid);
        refusal.Field.ShouldBe(field);
        refusal.Remedy.ShouldNotBeEmpty();
    }
}
