using Microsoft.Extensions.Logging.Abstractions;
using Parlance.Cluster.InProcess;
using Parlance.Core;
using Parlance.Core.Conversations;
using Parlance.Core.Messages;
using Parlance.Storage;
using Parlance.Storage.Messages;

namespace Parlance.Bench.Commits;

/// <summary>The message log on the real store of one engine: first a hundred senders at once, then one alone in turns with bare inserts.</summary>
/// <param name="Duration">How long the hundred send, after a fifth of that as warm-up.</param>
/// <param name="Samples">Single messages, and as many bare inserts.</param>
internal sealed record CommitMeasurement(TimeSpan Duration, int Samples)
{
    private const int Senders = 100;
    private const int Rooms = 10;

    /// <summary>Short turns, because the disk's own speed changes from one second to the next.</summary>
    private const int Turn = 100;

    public async Task<CommitFigures> RunAsync(Engine engine, CancellationToken cancellationToken)
    {
        await using var database = new Database(engine.Address);
        await database.PrepareAsync(cancellationToken);
        var rooms = CreateRooms(database);

        using var store = new SqlLogStore(database);
        await using var log = new MessageLog(store, new InProcessEventBus(NullLogger<InProcessEventBus>.Instance), new MessageLogOptions(), NullLogger<MessageLog>.Instance);
        var load = new Load(log, rooms, new UserId(1));

        await load.RunAsync(Senders, Duration / 5);
        var acknowledged = await load.RunAsync(Senders, Duration);

        await using var bare = await engine.OpenBareAsync(cancellationToken);
        var (aloneTimes, bareTimes) = (new List<TimeSpan>(), new List<TimeSpan>());
        while (aloneTimes.Count < Samples)
        {
            for (var i = 0; i < Turn; i++)
                bareTimes.Add(bare.Measure());
            for (var i = 0; i < Turn; i++)
                aloneTimes.Add(await load.MeasureAsync());
        }

        // Every room and every message took one position: what was acknowledged is there, once.
        var head = await new SqlMessageStore(database).HeadAsync(cancellationToken);
        if (head != Rooms + load.Acknowledged)
            throw new InvalidDataException($"{engine.Name}: {load.Acknowledged} messages were acknowledged and {head - Rooms} are stored.");

        return new CommitFigures(engine.Name, acknowledged / Duration.TotalSeconds, MedianMs(aloneTimes), MedianMs(bareTimes));
    }

    private static List<ConversationId> CreateRooms(Database database)
    {
        using var store = new SqlLogStore(database);
        using var transaction = store.Begin();
        var rooms = Enumerable.Range(0, Rooms).Select(i => transaction.CreateConversation(new Conversation
        {
            Id = default,
            Key = $"room-{i}",
            Kind = ConversationKind.Room,
            Name = $"Room {i}",
            Position = transaction.NextPosition(),
            CreatedAt = DateTimeOffset.UtcNow,
        })!.Id).ToList();
        transaction.Commit();
        return rooms;
    }

    private static double MedianMs(List<TimeSpan> times)
    {
        times.Sort();
        return times[times.Count / 2].TotalMilliseconds;
    }
}
