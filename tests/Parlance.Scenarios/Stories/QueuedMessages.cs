namespace Parlance.Scenarios.Stories;

/// <summary>What was written is sent, once and in order, whatever becomes of the connection and the process.</summary>
public sealed class QueuedMessages(ChatServers servers) : IClassFixture<ChatServers>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("parlance-outbox-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_was_written_without_a_connection_is_sent_in_order_by_the_next_process()
    {
        await using var chat = await servers.On(Engine.Sqlite);
        var (ana, ben) = await chat.Pair("ana", "ben");
        await Keeps(ana);

        ana.Cable.Cut();
        var written = new List<string>();
        foreach (var text in (string[])["one", "two", "three"])
            written.Add((await ana.Client.QueueAsync(ana.Room, text)).ClientId);
        await ana.Leaves();
        ana.Cable.Mend();
        await ana.Returns();

        await ben.Sees("one", "two", "three");
        await ben.SeesNothingMore();
        ben.Journal.Messages(ben.Room).Select(m => m.ClientId).ShouldBe(written);
        await Eventually.Holds(() => ana.Client.Pending.Count == 0 && Directory.GetFiles(_folder).Length == 0 ? null : "still kept");
    }

    [Fact]
    public async Task A_message_whose_answer_was_lost_with_the_process_is_there_once()
    {
        await using var chat = await servers.On(Engine.Sqlite);
        var (ana, ben) = await chat.Pair("ana", "ben");
        await Keeps(ana);
        var sent = await ana.Client.QueueAsync(ana.Room, "hello", clientId: "the-same");
        await sent.Sent;
        await ana.Leaves();

        // As if the process had died between the server's answer and the end of the file.
        await new FileOutboxStore(_folder).PutAsync(new PendingMessage { ClientId = "the-same", Conversation = ana.Room, Content = "hello", Number = 1 }, TestContext.Current.CancellationToken);
        await ana.Returns();

        (await ana.Hears<OutboxChanged>(e => e is { State: OutboxState.Sent, Ack.Repeat: true })).Message.ClientId.ShouldBe("the-same");
        await ben.Sees("hello");
        await ben.SeesNothingMore();
    }

    [Fact]
    public async Task Slow_mode_holds_its_conversation_and_no_other()
    {
        await using var chat = await servers.On(Engine.Sqlite);
        var (ana, ben) = await chat.Pair("ana", "ben");
        using var http = new HttpClient { BaseAddress = chat.Server.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", ana.Credentials.AccessToken);
        using var body = new StringContent("""{"slow_mode_s":1}""", System.Text.Encoding.UTF8, "application/json");
        (await http.PatchAsync($"/api/v1/conversations/{ana.Room}", body)).EnsureSuccessStatusCode();
        var direct = await ben.Client.OpenDirectAsync(ana.Id);

        var slow = new List<QueuedMessage>();
        foreach (var text in (string[])["one", "two", "three"])
            slow.Add(await ben.Client.QueueAsync(ben.Room, text));
        await slow[0].Sent;
        await (await ben.Client.QueueAsync(direct.Conversation, "beside")).Sent;

        ben.Client.Pending.Select(m => m.Content).ShouldBe(["two", "three"]);
        await Task.WhenAll(slow.Select(m => m.Sent)).WaitAsync(TimeSpan.FromSeconds(30));
        await ana.Sees("one", "two", "three");
        await ana.SeesNothingMore();
    }

    [Fact]
    public async Task A_message_refused_for_good_is_kept_over_the_process_and_sent_once_it_may_be()
    {
        await using var chat = await servers.On(Engine.Sqlite);
        var (ana, ben) = await chat.Pair("ana", "ben");
        await Keeps(ben);
        await ana.Client.RemoveMemberAsync(ana.Room, ben.Id);
        var queued = await ben.Client.QueueAsync(ana.Room, "hello?");
        (await Should.ThrowAsync<ParlanceException>(queued.Sent)).Code.ShouldBe("not_found");
        await ben.Leaves();
        await ben.Returns();

        ben.Client.Pending.Single().Refusal!.Code.ShouldBe("not_found");
        await ben.Client.JoinAsync(ana.Room);
        await ben.Client.RetryAsync(queued.ClientId);

        await ana.Sees("hello?");
        await Eventually.Holds(() => ben.Client.Pending.Count == 0 ? null : "still pending");
    }

    [Fact]
    public async Task A_stream_through_a_server_killed_again_and_again_arrives_whole_and_in_order()
    {
        await using var chat = await Chat.On(Engine.Sqlite);
        var (ana, ben) = await chat.Pair("ana", "ben");
        var texts = Enumerable.Range(0, 100).Select(i => $"{i}").ToArray();
        var sent = new List<QueuedMessage>();
        foreach (var text in texts)
            sent.Add(await ana.Client.QueueAsync(ana.Room, text));
        foreach (var i in (int[])[20, 60])
        {
            await sent[i].Sent.WaitAsync(TimeSpan.FromSeconds(60));
            await chat.Server.KillAsync();
            await chat.Server.StartAsync();
        }

        await Task.WhenAll(sent.Select(m => m.Sent)).WaitAsync(TimeSpan.FromSeconds(60));

        await ben.Sees(texts);
        await ben.SeesNothingMore();
    }

    private async Task Keeps(Person person)
    {
        await person.Leaves();
        person.Habits = o => o with { OutboxStore = new FileOutboxStore(_folder) };
        await person.Returns();
    }
}
