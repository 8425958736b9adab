using Parlance.Client.Connection;

namespace Parlance.Tests.Client;

public sealed class DeliveredTellerTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly List<string> _told = [];
    private readonly DeliveredTeller _teller;

    public DeliveredTellerTests() => _teller = new DeliveredTeller((c, seq) => _told.Add($"{c}/{seq}"), _time);

    public void Dispose() => _teller.Dispose();

    [Fact]
    public void The_highest_of_each_conversation_is_told_once()
    {
        foreach (var (conversation, seq) in ((long, long)[])[(5, 1), (5, 3), (5, 2), (6, 9)])
            _teller.Arrived(conversation, seq);
        Passes();
        _teller.Arrived(5, 3);
        Passes();
        _told.ShouldBe(["5/3", "6/9"]);

        _teller.Forget();
        _teller.Arrived(5, 2);
        Passes();
        _told.ShouldBe(["5/3", "6/9", "5/2"]);
    }

    [Fact]
    public void Many_conversations_are_told_a_few_at_a_time()
    {
        for (var conversation = 1; conversation <= 12; conversation++)
            _teller.Arrived(conversation, 1);

        Passes();
        _told.Count.ShouldBe(5);
        Passes();
        _told.Count.ShouldBe(10);
        Passes();
        _told.Count.ShouldBe(12);
    }

    private void Passes() => _time.Pass(TimeSpan.FromMilliseconds(300));
}
