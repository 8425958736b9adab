using System.IO.Compression;

namespace Parlance.Scenarios.Stories;

/// <summary>Whatever one client sends, it gets an answer with a code, and the neighbours notice nothing.</summary>
public class BadInput(ChatServers servers) : IClassFixture<ChatServers>
{
    private static readonly (string Frame, string Code, string? Field)[] WrongCommands =
    [
        ("not json", "malformed", null),
        ("", "malformed", null),
        ("[]", "malformed", null),
        ("7", "malformed", null),
        ("null", "malformed", null),
        ("""{"id":2,"type":"ping"}{}""", "malformed", null),
        ("""{"id":2,"type":"ping" """, "malformed", null),
        ("""{"id":2,"type":"ping","\ud800":1}""", "malformed", null),
        ("""{"id":2}""", "invalid", "type"),
        ("""{"id":2,"type":7}""", "invalid", "type"),
        ("""{"id":2,"type":"\ud800"}""", "invalid", "type"),
        ("""{"id":-1,"type":"ping"}""", "invalid", "id"),
        ("""{"id":{},"type":"ping"}""", "invalid", "id"),
        ("""{"id":9007199254740992,"type":"ping"}""", "invalid", "id"),
        ("""{"id":2,"type":"dance"}""", "unknown_command", "type"),
        ("""{"id":2,"type":"hello","guest":{"name":"again"}}""", "invalid", "type"),
        ("""{"id":2,"type":"history","conversation":"lounge","limit":-1}""", "invalid", "limit"),
        ("""{"id":2,"type":"history","conversation":"lounge","limit":0}""", "invalid", "limit"),
        ("""{"id":2,"type":"history","conversation":"lounge","limit":201}""", "invalid", "limit"),
        ("""{"id":2,"type":"history","conversation":"lounge","limit":1e99}""", "invalid", "limit"),
        ("""{"id":2,"type":"history","conversation":"lounge","after_seq":-1}""", "invalid", "after_seq"),
        ("""{"id":2,"type":"members","conversation":"lounge","limit":1001}""", "invalid", "limit"),
        ("""{"id":2,"type":"rooms","limit":9223372036854775808}""", "invalid", "limit"),
        ("""{"id":2,"type":"history"}""", "invalid", "conversation"),
        ("""{"id":2,"type":"send","conversation":"lounge"}""", "invalid", "content"),
        ("""{"id":2,"type":"send","conversation":"lounge","content":7}""", "invalid", "content"),
        ("""{"id":2,"type":"send","conversation":"lounge","content":""}""", "invalid", "content"),
        ("""{"id":2,"type":"send","conversation":"lounge","content":"\u0000"}""", "invalid", "content"),
        ("""{"id":2,"type":"send","conversation":"lounge","content":"\ud800"}""", "invalid", "content"),
        ("""{"id":2,"type":"send","conversation":"lounge","content":"x","client_id":"\udc00"}""", "invalid", "client_id"),
        ("""{"id":2,"type":"send","conversation":999999999,"content":"x"}""", "not_found", null),
        ("""{"id":2,"type":"send","conversation":-5,"content":"x"}""", "invalid", "conversation"),
    ];

    [Fact]
    public async Task A_wrong_command_is_refused_with_a_code_and_the_connection_goes_on()
    {
        await using var chat = await servers.On(Engine.Sqlite);
        await using var wire = await WireSocket.ConnectAsync(chat.Server.Port);
        await wire.HelloAsync("gus");
        await wire.AskAsync("""{"type":"join","conversation":"lounge","create":true}""");

        foreach (var (frame, code, field) in WrongCommands)
        {
            await wire.SendTextAsync(frame);
            var error = await wire.ReadErrorAsync();
            error.GetProperty("code").GetString().ShouldBe(code, frame);
            error.GetProperty("message").GetString().ShouldNotBeNullOrEmpty(frame);
            error.GetProperty("remedy").GetString().ShouldNotBeNullOrEmpty(frame);
            if (field is not null)
                error.GetProperty("field").GetString().ShouldBe(field, frame);
        }

        await wire.SendTextAsync($$"""{"id":2,"type":"send","conversation":"lounge","content":"{{new string('x', 20_001)}}"}""");
        (await wire.ReadErrorAsync()).GetProperty("code").GetString().ShouldBe("too_large");
        await wire.SendTextAsync("{\"id\":2,\"type\":\"ping\",\"x\":" + new string('[', 20_000) + new string(']', 20_000) + "}");
        (await wire.ReadErrorAsync()).GetProperty("code").GetString().ShouldBe("malformed");
        (await wire.AskAsync("""{"type":"ping"}""")).TryGetProperty("ok", out _).ShouldBeTrue();
    }

    [Fact]
    public async Task Frames_that_break_the_protocol_close_the_connection_with_its_code()
    {
        await using var chat = await servers.On(Engine.Sqlite);
        var (ana, ben) = await chat.Pair("ana", "ben");

        await Closes(chat, 1003, "binary_refused", w => w.SendFrameAsync(WireSocket.Binary, new byte[] { 1, 2, 3 }));
        await Closes(chat, 1007, "invalid_utf8", w => w.SendFrameAsync(WireSocket.Text, new byte[] { (byte)'"', 0xC3, 0x28, (byte)'"' }));
        await Closes(chat, 1009, "frame_too_large", w => w.SendFrameAsync(WireSocket.Text, new byte[4], claimedLength: 1UL << 62));
        await Closes(chat, 4000, "protocol_error", w => w.SendFrameAsync(WireSocket.Text, "{}"u8.ToArray(), masked: false));
        await Closes(chat, 4000, "protocol_error", w => w.SendFrameAsync(WireSocket.Continuation, "{}"u8.ToArray()));
        await Closes(chat, 4000, "protocol_error", w => w.SendFrameAsync(WireSocket.Ping, new byte[126]));
        await Closes(chat, 4000, "protocol_error", w => w.SendFrameAsync(3, "{}"u8.ToArray()));

        await ana.Says("all well?");
        await ben.Sees("all well?");
        ben.Journal.All.OfType<Disconnected>().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_frame_that_is_too_large_is_answered_once_one_has_said_hello()
    {
        await using var chat = await servers.On(Engine.Sqlite);
        await using var wire = await WireSocket.ConnectAsync(chat.Server.Port);
        var most = (await wire.HelloAsync("gus")).GetProperty("max_frame_bytes").GetInt32();

        await wire.SendFrameAsync(WireSocket.Text, new byte[most + 1]);
        (await wire.ReadErrorAsync()).GetProperty("code").GetString().ShouldBe("too_large");
        await wire.SendFrameAsync(WireSocket.Text, new byte[40_000], final: false);
        await wire.SendFrameAsync(WireSocket.Continuation, new byte[40_000]);
        (await wire.ReadErrorAsync()).GetProperty("code").GetString().ShouldBe("too_large");
        (await wire.AskAsync("""{"type":"ping"}""")).TryGetProperty("ok", out _).ShouldBeTrue();

        await using var stranger = await WireSocket.ConnectAsync(chat.Server.Port);
        await stranger.SendFrameAsync(WireSocket.Text, new byte[most + 1]);
        (await stranger.ReadCloseAsync()).Code.ShouldBe(1009);
    }

    [Fact]
    public async Task A_compressed_bomb_is_refused_unopened()
    {
        await using var chat = await servers.On(Engine.Sqlite);
        await using var wire = await WireSocket.ConnectAsync(chat.Server.Port, headers: "Sec-WebSocket-Extensions: permessage-deflate");
        wire.Answer.ShouldNotContain(line => line.StartsWith("Sec-WebSocket-Extensions", StringComparison.OrdinalIgnoreCase), "no extension may be agreed");
        await wire.HelloAsync("gus");

        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
            deflate.Write(new byte[32 * 1024 * 1024]);
        packed.Length.ShouldBeLessThan(64 * 1024);
        await wire.SendFrameAsync(WireSocket.Text, packed.ToArray(), reserved: 4);

        var (code, reason) = await wire.ReadCloseAsync();
        code.ShouldBe(4000);
        reason.ShouldStartWith("protocol_error; a reserved bit");
    }

    [Fact]
    public async Task A_command_in_fragments_with_a_ping_between_is_one_command()
    {
        await using var chat = await servers.On(Engine.Sqlite);
        await using var wire = await WireSocket.ConnectAsync(chat.Server.Port);
        await wire.HelloAsync("gus");

        await wire.SendFrameAsync(WireSocket.Text, "{\"id\":2,"u8.ToArray(), final: false);
        await wire.SendFrameAsync(WireSocket.Ping, "?"u8.ToArray());
        await wire.SendFrameAsync(WireSocket.Continuation, "\"type\":"u8.ToArray(), final: false);
        await wire.SendFrameAsync(WireSocket.Continuation, "\"ping\"}"u8.ToArray());

        var pong = await wire.ReadFrameAsync();
        pong!.OpCode.ShouldBe(WireSocket.Pong);
        pong.Words.ShouldBe("?");
        (await wire.ReadReplyAsync(2)).TryGetProperty("ok", out _).ShouldBeTrue();
    }

    private static async Task Closes(Chat chat, int code, string reason, Func<WireSocket, Task> act)
    {
        await using var wire = await WireSocket.ConnectAsync(chat.Server.Port);
        await wire.HelloAsync("gus");
        await act(wire);
        var closed = await wire.ReadCloseAsync();
        closed.Code.ShouldBe(code);
        closed.Reason.ShouldStartWith(reason);
    }
}
