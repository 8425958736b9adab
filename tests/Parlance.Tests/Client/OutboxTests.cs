using Parlance.Client;
using Parlance.Client.Connection;

namespace Parlance.Tests.Client;

public class OutboxTests
{
    private readonly List<long> _written = [];

    [Fact]
    public void What_waited_goes_out_first_and_in_order()
    {
        var outbox = new Outbox(100);
        Add(outbox);
        Add(outbox);

        outbox.Connect(Write);
        Add(outbox);

        _written.ShouldBe([1, 2, 3]);
    }

    [Fact]
    public void An_answered_command_does_not_go_out_again()
    {
        var outbox = new Outbox(100);
        outbox.Connect(Write);
        Add(outbox);
        Add(outbox);
        outbox.Take(1).ShouldNotBeNull();
        outbox.Take(1).ShouldBeNull();

        Reconnect(outbox);

        _written.ShouldBe([1, 2, 2]);
    }

    [Fact]
    public void A_command_that_must_not_be_repeated_fails_once_it_was_sent()
    {
        var outbox = new Outbox(100);
        outbox.Connect(Write);
        var sent = Add(outbox, repeatable: false);
        outbox.Disconnect();
        var unsent = Add(outbox, repeatable: false);

        outbox.FailUnrepeatable();
        outbox.Connect(Write);

        sent.Failure.ShouldBeOfType<ParlanceException>().Code.ShouldBe(ParlanceException.ConnectionLost);
        unsent.Failure.ShouldBeNull();
        _written.ShouldBe([1, 2]);
    }

    [Fact]
    public void A_full_outbox_refuses()
    {
        var outbox = new Outbox(2);
        Add(outbox);
        Add(outbox);

        Should.Throw<ParlanceException>(() => Add(outbox)).Code.ShouldBe(ParlanceException.OutboxFull);
        outbox.Take(1);
        Add(outbox).Failure.ShouldBeNull();
    }

    [Fact]
    public void Closing_fails_what_waits_and_whatever_comes_later()
    {
        var outbox = new Outbox(100);
        var waiting = Add(outbox);
        var reason = new ParlanceException("banned", "Banned.");

        outbox.Close(reason);

        waiting.Failure.ShouldBe(reason);
        Should.Throw<ParlanceException>(() => Add(outbox)).ShouldBe(reason);
    }

    private void Reconnect(Outbox outbox)
    {
        outbox.Disconnect();
        outbox.FailUnrepeatable();
        outbox.Connect(Write);
    }

    private void Write(Command command)
    {
        command.Written = true;
        _written.Add(command.Id);
    }

    private static Recorded Add(Outbox outbox, bool repeatable = true) => outbox.Add(id => new Recorded(id, repeatable));

    private sealed class Recorded(long id, bool repeatable) : Command(id, default, repeatable)
    {
        public Exception? Failure { get; private set; }

        public override void Succeed(ReadOnlySpan<byte> ok) { }

        public override void Fail(Exception exception) => Failure = exception;
    }
}
