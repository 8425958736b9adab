using Parlance.Core.Events;
using Parlance.Tests.Core.Conversations;
using Parlance.Tests.Storage;

namespace Parlance.Tests.Core.Messages;

public abstract class AnnouncingTests(Engine engine) : ChatTests(engine)
{
    [Fact]
    public async Task Whoever_waits_for_a_message_is_answered_when_its_event_is_published()
    {
        var ana = await Person();
        var access = await AccessOf(ana, await RoomOf(ana));
        var slow = new SlowSubscriber();
        using var subscription = Bus.Subscribe(slow);

        var posting = Talk.PostAsync(access, ana, "hello");
        await slow.Entered.Task.WaitAsync(Cancel);
        posting.IsCompleted.ShouldBeFalse();
        slow.MayLeave.SetResult();
        (await posting).IsRefused.ShouldBeFalse();
    }

    private sealed class SlowSubscriber : IEventSubscriber
    {
        public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource MayLeave { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Receive(IReadOnlyList<ChatEvent> events)
        {
            if (!events.OfType<MessagePosted>().Any())
                return;
            Entered.SetResult();
            MayLeave.Task.GetAwaiter().GetResult();
        }
    }
}

public sealed class AnnouncingOnSqlite(SqliteEngine engine) : AnnouncingTests(engine), IClassFixture<SqliteEngine>;

public sealed class AnnouncingOnPostgres(PostgresEngine engine) : AnnouncingTests(engine), IClassFixture<PostgresEngine>;
