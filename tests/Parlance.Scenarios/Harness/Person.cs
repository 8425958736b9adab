namespace Parlance.Scenarios.Harness;

/// <summary>Somebody with a client, on a cable of their own. Verbs act, `Sees…` waits and checks.</summary>
public sealed class Person : IAsyncDisposable
{
    private ParlanceClient? _client;
    private Task _listening = Task.CompletedTask;
    private int _seen;
    private long? _quietRoom;
    private View? _view;
    private int _viewFrom;

    internal Person(Chat chat, string name, ParlanceCredentials credentials)
    {
        Name = name;
        Credentials = credentials;
        Cable = new Cable(chat.Server.Port);
    }

    public string Name { get; }

    public Cable Cable { get; }

    public Journal Journal { get; } = new();

    public ParlanceCredentials Credentials { get; private set; }

    /// <summary>Of the connection of the moment.</summary>
    public ParlanceClient Client => _client ?? throw new InvalidOperationException($"{Name} is away.");

    public long Id { get; private set; }

    /// <summary>The room the story plays in.</summary>
    public long Room { get; internal set; }

    /// <summary>What this person's client does otherwise than others', from the next <see cref="Returns"/> on.</summary>
    public Func<ParlanceClientOptions, ParlanceClientOptions> Habits { get; set; } = options => options;

    /// <summary>Comes, for the first time or again, and goes on where the journal ends.</summary>
    public async Task Returns()
    {
        _client = await ParlanceClient.ConnectAsync(Habits(Chat.Options(Cable.Address, Credentials) with
        {
            Cursor = Journal.Cursor,
            CredentialsChanged = c => Credentials = c,
        }), TestContext.Current.CancellationToken);
        Id = _client.User.Id;
        _listening = ListenAsync(_client);
    }

    /// <summary>Goes properly.</summary>
    public async Task Leaves()
    {
        if (_client is null)
            return;
        await _client.DisposeAsync();
        await _listening;
        _client = null;
    }

    /// <summary>Waits for the acknowledgement, over as many connections as it takes, but not for ever.</summary>
    public Task<SendAck> Says(string text, string? clientId = null, CancellationToken cancellationToken = default) =>
        Client.SendAsync(Room, text, clientId: clientId, cancellationToken: cancellationToken).WaitAsync(TimeSpan.FromSeconds(60), CancellationToken.None);

    /// <summary>Checks that the next messages of the room are exactly these; `(deleted)` stands for one whose content is gone.</summary>
    public async Task Sees(params string[] texts)
    {
        await Eventually.Holds(() => Journal.Messages(Room).Count < _seen + texts.Length
            ? $"{Name} saw only {string.Join(", ", Unseen())}" : null);
        Unseen().Take(texts.Length).ShouldBe(texts);
        _seen += texts.Length;
    }

    /// <summary>Checks that the room brought nothing besides what <see cref="Sees"/> checked, and that what came had no gap and no repeat.</summary>
    public async Task SeesNothingMore()
    {
        await IsUpToDate();
        Unseen().ShouldBeEmpty();
        SawEverythingOnce();
    }

    /// <summary>Checks numbers and order of all that was seen.</summary>
    public void SawEverythingOnce()
    {
        var seqs = Journal.Messages(Room).Select(m => m.Seq).ToList();
        if (seqs.Count > 0)
            seqs.ShouldBe(Enumerable.Range(0, seqs.Count).Select(i => seqs[0] + i));

        // One position may stand for two kinds of event in a replay; a conversation one was added to is as old as it is.
        var positions = Journal.All.OfType<StoredEvent>().Where(e => e is not ConversationChanged).Select(e => e.Position).ToList();
        positions.ShouldBe(positions.Order());
        Journal.All.OfType<StoredEvent>().Where(e => e is not ConversationChanged)
            .GroupBy(e => (e.Position, e.GetType())).Where(g => g.Count() > 1).ShouldBeEmpty();
    }

    /// <summary>Waits until everything that was committed before this call is in the journal.</summary>
    /// <remarks>Events come in the order of the log over all conversations, so one's own message in a room of one's own comes after all of them.</remarks>
    public async Task IsUpToDate()
    {
        _quietRoom ??= (await Client.JoinAsync($"quiet-{Name}-{Guid.NewGuid():N}", create: true)).Conversation.Id;
        var mark = await Client.SendAsync(_quietRoom.Value, "mark");
        await Eventually.Holds(() => Journal.Cursor >= mark.Message ? null : $"{Name} is at {Journal.Cursor}, not yet at {mark.Message}");
    }

    /// <summary>Reads everything once; from here on this person's view is kept by events alone.</summary>
    public async Task TakesAView()
    {
        await IsUpToDate();
        _viewFrom = Journal.All.Count;
        _view = await View.TakeAsync(Client);
    }

    /// <summary>Checks that the view taken, with every event since, is what one reads now.</summary>
    public async Task KnowsWhatIsTrue()
    {
        await IsUpToDate();
        var view = _view ?? throw new InvalidOperationException($"{Name} took no view.");
        var events = Journal.All;
        for (; _viewFrom < events.Count; _viewFrom++)
            await view.ApplyAsync(Client, events[_viewFrom]);
        var now = await View.TakeAsync(Client);
        view.ToString().ShouldBe(now.ToString(), $"what {Name} was told");
        view.Counted.ShouldBe(now.Told, $"what {Name} can count");
    }

    /// <summary>Waits for an event.</summary>
    public async Task<T> Hears<T>(Func<T, bool> which, TimeSpan? within = null) where T : ParlanceEvent
    {
        T? heard = null;
        await Eventually.Holds(() => (heard = Journal.All.OfType<T>().FirstOrDefault(which)) is null ? $"{Name} heard no such {typeof(T).Name}" : null, within);
        return heard!;
    }

    public async ValueTask DisposeAsync()
    {
        await Leaves();
        await Cable.DisposeAsync();
    }

    private IEnumerable<string> Unseen() => Journal.Messages(Room).Skip(_seen).Select(m => m.Deleted ? "(deleted)" : m.Content);

    private async Task ListenAsync(ParlanceClient client)
    {
        try
        {
            await foreach (var e in client.Events())
                Journal.Add(e);
        }
        catch (ParlanceException e)
        {
            Journal.Add(new Ended(e.Code));
        }
    }
}

/// <summary>The client gave up for good, for this reason.</summary>
public sealed record Ended(string Code) : ParlanceEvent;
