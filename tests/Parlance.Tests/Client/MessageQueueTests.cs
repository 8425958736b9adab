using Parlance.Client;
using Parlance.Client.Connection;

namespace Parlance.Tests.Client;

public sealed class MessageQueueTests : IAsyncDisposable
{
    private readonly CancellationToken _none = TestContext.Current.CancellationToken;
    private readonly ManualTime _time = new();
    private readonly MemoryOutboxStore _store = new();
    private readonly List<Attempt> _attempts = []; // guarded by itself
    private readonly List<string> _told = []; // guarded by itself
    private readonly MessageQueue _queue;

    public MessageQueueTests() => _queue = Queue();

    public async ValueTask DisposeAsync()
    {
        _queue.Stop();
        foreach (var attempt in Attempts)
            attempt.Fails("closed");
        await _queue.DisposeAsync();
    }

    [Fact]
    public async Task Messages_of_one_conversation_go_one_after_the_other_and_those_of_two_side_by_side()
    {
        await Add("a", 5);
        await Add("b", 5);
        await Tried("a");
        await Add("c", 6);

        await Tried("a", "c");
        Of("a").Succeeds();
        await Tried("a", "c", "b");
    }

    [Fact]
    public async Task What_follows_waits_with_a_message_that_must_wait_and_nothing_else_does()
    {
        await Add("a", 5);
        await Add("b", 5);
        await Tried("a");
        Of("a").Fails("rate_limited", TimeSpan.FromSeconds(60));
        await Add("c", 6);
        await Tried("a", "c");

        _time.Pass(TimeSpan.FromSeconds(59));
        await Tried("a", "c");
        await _time.PassUntil(() => Attempts.Count == 3, TimeSpan.FromMilliseconds(100));

        await Tried("a", "c", "a");
        Of("a").Succeeds();
        await Tried("a", "c", "a", "b");
    }

    [Theory]
    [InlineData("unavailable")]
    [InlineData("connection_lost")]
    [InlineData("outbox_full")]
    public async Task What_passes_is_tried_again(string code)
    {
        var sent = (await Add("a", 5)).Sent;
        await Tried("a");
        Of("a").Fails(code);

        await _time.PassUntil(() => Attempts.Count == 2, TimeSpan.FromMilliseconds(100));
        Of("a").Succeeds();

        (await sent).Message.ShouldBe(1);
    }

    [Fact]
    public async Task A_message_refused_for_good_is_kept_until_it_is_tried_again_or_discarded()
    {
        var sent = (await Add("a", 5)).Sent;
        await Add("b", 5);
        await Tried("a");
        Of("a").Fails("forbidden");
        (await Should.ThrowAsync<ParlanceException>(sent)).Code.ShouldBe("forbidden");
        await Tried("a", "b");
        (await Kept())[0].Refusal!.Code.ShouldBe("forbidden");

        Of("b").Succeeds();
        await Told("a Queued", "b Queued", "a Failed", "b Sent");
        await _queue.RetryAsync("a", _none);
        await Tried("a", "b", "a");
        (await Kept()).Single().Refusal.ShouldBeNull();
        Of("a").Fails("forbidden");
        await Told("a Queued", "b Queued", "a Failed", "b Sent", "a Queued", "a Failed");
        await _queue.DiscardAsync("a", _none);

        await Told("a Queued", "b Queued", "a Failed", "b Sent", "a Queued", "a Failed", "a Discarded");
        _queue.All.ShouldBeEmpty();
        (await Kept()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_discarded_on_its_way_does_not_come_back()
    {
        var sent = (await Add("a", 5)).Sent;
        await Tried("a");

        await _queue.DiscardAsync("a", _none);
        Of("a").Fails("forbidden");
        (await Should.ThrowAsync<ParlanceException>(sent)).Code.ShouldBe(ParlanceException.Discarded);
        await Add("b", 5);
        await Tried("a", "b");

        (await Kept()).Select(m => m.ClientId).ShouldBe(["b"]);
    }

    [Fact]
    public async Task What_an_earlier_process_left_goes_first_and_what_it_was_refused_waits()
    {
        await _store.PutAsync(new PendingMessage { ClientId = "old", Conversation = 5, Number = 7 }, _none);
        await _store.PutAsync(new PendingMessage { ClientId = "refused", Conversation = 5, Number = 3, Refusal = new MessageRefusal("forbidden", "No.", null) }, _none);

        await _queue.LoadAsync(_none);
        await Add("new", 5);

        await Tried("old");
        Of("old").Succeeds();
        await Tried("old", "new");
        _queue.All.Select(m => m.ClientId).ShouldBe(["refused", "new"]);
        _queue.All[^1].Number.ShouldBe(8);
    }

    [Fact]
    public async Task A_client_that_ends_leaves_what_is_unsent_in_the_store_and_refuses_nothing()
    {
        await Add("a", 5);
        await Tried("a");

        _queue.Stop();
        Of("a").Fails("banned");
        await _queue.DisposeAsync();

        (await Kept()).Single().Refusal.ShouldBeNull();
        (await Should.ThrowAsync<ParlanceException>(() => Add("b", 5))).Code.ShouldBe(ParlanceException.Closed);
    }

    private MessageQueue Queue() => new(_store, message =>
    {
        var attempt = new Attempt(message.ClientId);
        lock (_attempts)
            _attempts.Add(attempt);
        return attempt.Answer;
    }, change =>
    {
        lock (_told)
            _told.Add($"{change.Message.ClientId} {change.State}");
    }, _time);

    private List<Attempt> Attempts
    {
        get
        {
            lock (_attempts)
                return [.. _attempts];
        }
    }

    private Task<QueuedMessage> Add(string clientId, long conversation) =>
        _queue.AddAsync(new PendingMessage { ClientId = clientId, Conversation = conversation, Content = clientId }, _none);

    private Attempt Of(string clientId) => Attempts.Last(a => a.ClientId == clientId);

    private async Task<IReadOnlyList<PendingMessage>> Kept() => await _store.AllAsync(_none);

    private Task Tried(params string[] clientIds) => Eventually.Holds(() => string.Join(' ', Attempts.Select(a => a.ClientId)) is var tried && tried == string.Join(' ', clientIds)
        ? null : $"tried {tried}");

    private Task Told(params string[] changes) => Eventually.Holds(() =>
    {
        lock (_told)
            return _told.SequenceEqual(changes) ? null : $"told {string.Join(", ", _told)}";
    });

    private sealed class Attempt(string clientId)
    {
        private readonly TaskCompletionSource<SendAck> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string ClientId => clientId;

        public Task<SendAck> Answer => _answer.Task;

        public void Succeeds() => _answer.TrySetResult(new SendAck(1, 1, DateTimeOffset.UnixEpoch));

        public void Fails(string code, TimeSpan? retryAfter = null) => _answer.TrySetException(new ParlanceException(code, code, retryAfter: retryAfter));
    }
}
