using Parlance.Core;

namespace Parlance.Tests.Core;

public class KeyRulesTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("0")]
    [InlineData("12345")]
    [InlineData("0a4e1c1e-6f0c-4c55-9a55-0d4f3d1f6b55")]
    [InlineData("user_1.a~b@example.com")]
    public void Plain_keys_are_fine(string key)
    {
        KeyRules.IsKey(key).ShouldBeTrue();
        KeyRules.Check(key).ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("-a")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("@ana")]
    [InlineData("a/b")]
    [InlineData("a b")]
    [InlineData("a%2e")]
    [InlineData("a?b")]
    [InlineData("a:b")]
    [InlineData("a\0")]
    [InlineData("ä")]
    [InlineData("٣")]
    public void Whatever_a_path_could_misread_is_refused(string key)
    {
        KeyRules.IsKey(key).ShouldBeFalse();
        var refusal = KeyRules.Check(key, "user_id").ShouldNotBeNull();
        (refusal.Code, refusal.Field).ShouldBe((RefusalCode.Invalid, "user_id"));
    }

    [Fact]
    public void A_key_has_128_characters_at_most()
    {
        KeyRules.IsKey(new string('a', 128)).ShouldBeTrue();
        KeyRules.IsKey(new string('a', 129)).ShouldBeFalse();
        KeyRules.Check(new string('a', 129)).ShouldNotBeNull().Sentence.ShouldContain("128");
    }
}
