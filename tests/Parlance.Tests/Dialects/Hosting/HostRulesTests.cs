using Parlance.Dialects.Hosting;

namespace Parlance.Tests.Dialects.Hosting;

public class HostRulesTests
{
    [Theory]
    [InlineData("chat.example.com", "chat.example.com", true)]
    [InlineData("chat.example.com", "Chat.Example.com:8443", true)]
    [InlineData("chat.example.com", "chat.example.com.", false)]
    [InlineData("chat.example.com", "a.chat.example.com", false)]
    [InlineData(".example.com", "example.com", true)]
    [InlineData(".example.com", "a.b.example.com", true)]
    [InlineData(".example.com", "badexample.com", false)]
    [InlineData("*.example.com", "a.example.com", true)]
    [InlineData("*.example.com", "example.com", false)]
    [InlineData("*.example.com", "badexample.com", false)]
    [InlineData("*", "anything", true)]
    [InlineData("[::1]", "[::1]:8000", true)]
    [InlineData("chat.example.com", "", false)]
    [InlineData("chat.example.com", "chat.example.com/x", false)]
    public void A_host_is_answered_when_a_rule_matches(string rule, string host, bool allowed) => new HostRules([rule]).Allows(host).ShouldBe(allowed);

    [Fact]
    public void Without_rules_any_host_is_answered() => new HostRules([]).Allows("what.ever").ShouldBeTrue();

    [Theory]
    [InlineData("https://chat.example.com")]
    [InlineData("chat.example.com:8000")]
    [InlineData("a.*.example.com")]
    [InlineData("chat example")]
    public void A_rule_that_is_no_host_name_is_not_accepted(string rule)
    {
        HostRules.IsValid(rule, out var complaint).ShouldBeFalse();
        complaint.ShouldNotBeNullOrWhiteSpace();
    }
}
