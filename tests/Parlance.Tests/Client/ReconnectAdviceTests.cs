using Parlance.Client.Connection;

namespace Parlance.Tests.Client;

public class ReconnectAdviceTests
{
    [Theory]
    [InlineData(null, "", "Backoff")]
    [InlineData(1001, "", "Backoff")]
    [InlineData(1003, "binary_refused", "Backoff")]
    [InlineData(1009, "frame_too_large", "Backoff")]
    [InlineData(1013, "too_many_connections", "Backoff")]
    [InlineData(4000, "protocol_error", "Stop")]
    [InlineData(4001, "token_invalid", "Reauthenticate")]
    [InlineData(4002, "token_expired", "Reauthenticate")]
    [InlineData(4003, "banned", "Stop")]
    [InlineData(4004, "session_ended", "Stop")]
    [InlineData(4008, "too_slow; resume", "AtOnce")]
    [InlineData(4009, "hello_timeout", "Backoff")]
    [InlineData(4010, "silent", "Backoff")]
    [InlineData(4029, "flood", "After")]
    public void Every_close_code_says_how_to_come_back(int? code, string reason, string kind) =>
        ReconnectAdvice.For(code, reason).Kind.ToString().ShouldBe(kind);

    [Theory]
    [InlineData("restarting; reconnect in 1250 ms", 1250)]
    [InlineData("restarting; reconnect in 0 ms; be patient", 0)]
    public void A_restarting_server_names_the_wait(string reason, int ms) =>
        ReconnectAdvice.For(1012, reason).ShouldBe(new ReconnectAdvice(Reconnect.After, TimeSpan.FromMilliseconds(ms)));

    [Theory]
    [InlineData("")]
    [InlineData("restarting")]
    [InlineData("reconnect in soon ms")]
    [InlineData("reconnect in -5 ms")]
    [InlineData("reconnect in 99999999999999 ms")]
    public void A_wait_that_cannot_be_read_is_the_back_offs(string reason) =>
        ReconnectAdvice.For(1012, reason).Kind.ShouldBe(Reconnect.Backoff);
}
