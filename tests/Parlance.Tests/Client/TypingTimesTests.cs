using Parlance.Client;
using Parlance.Client.Connection;

namespace Parlance.Tests.Client;

public sealed class TypingTimesTests : IDisposable
{
    private static readonly TypingChanged Ben = new() { Conversation = 5, User = 13, Name = "Ben", On = true };

    private readonly ManualTime _time = new();
    private readonly List<string> _told = [];
    private readonly List<string> _heard = [];
    private readonly TypingTimes _typing;

    public TypingTimesTests() => _typing = new TypingTimes((c, on) => _told.Add($"{c} {on}"), e => _heard.Add($"{e.User} {e.On}"), _time);

    public void Dispose() => _typing.Dispose();

    [Fact]
    public void Typing_is_told_at_the_first_key_and_every_three_seconds_while_it_goes_on()
    {
        for (var i = 0; i <= 70; i++)
        {
            _typing.Typed(5);
            Passes(0.1);
        }

        _told.ShouldBe(["5 True", "5 True", "5 True"]);
    }

    [Fact]
    public void Four_seconds_without_a_key_are_told_as_the_end()
    {
        _typing.Typed(5);
        Passes(3.9);
        _told.ShouldBe(["5 True"]);
        Passes(0.1);
        _told.ShouldBe(["5 True", "5 False"]);
    }

    [Fact]
    public void Stopping_is_told_once_and_of_its_conversation_alone()
    {
        _typing.Typed(5);
        _typing.Typed(6);
        _typing.Stopped(6);
        _typing.Stopped(6);

        _told.ShouldBe(["5 True", "6 True", "6 False"]);
    }

    [Fact]
    public void Others_stop_by_themselves_when_nothing_more_is_heard_of_them()
    {
        _typing.Heard(Ben);
        Passes(5);
        _typing.Heard(Ben);
        Passes(6.9);
        _heard.ShouldBe(["13 True", "13 True"]);
        Passes(0.1);
        _heard.ShouldBe(["13 True", "13 True", "13 False"]);
    }

    [Fact]
    public void Others_stop_with_their_message()
    {
        var message = new Message { Conversation = 5, Sender = 13, Name = "Ben" };
        _typing.Wrote(message);
        _heard.ShouldBeEmpty();
        _typing.Heard(Ben);
        _typing.Wrote(message);
        Passes(10);

        _heard.ShouldBe(["13 True", "13 False"]);
    }

    [Fact]
    public void Nothing_is_said_after_the_end()
    {
        _typing.Typed(5);
        _typing.Heard(Ben);
        _typing.Dispose();
        Passes(20);

        _told.ShouldBe(["5 True"]);
        _heard.ShouldBe(["13 True"]);
    }

    private void Passes(double seconds) => _time.Pass(TimeSpan.FromSeconds(seconds));
}
