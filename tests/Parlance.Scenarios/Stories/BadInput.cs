using System.Text;

namespace Parlance.Scenarios.Stories;

/// <summary>Whatever one client sends, it gets an answer with a code, and the neighbours notice nothing.</summary>
public class BadInput
{
    [Theory]
    [InlineData("not json", "malformed")]
    [InlineData("[]", "malformed")]
    [InlineData("7", "malformed")]
    [InlineData("""{"id":2}""", "invalid")]
    [InlineData("""{"id":2,"type":7}""", "invalid")]
    [InlineData("""{"id":2,"type":"dance"}""", "unknown_command")]
    [InlineData("""{"id":2,"type":"history","conversation":"lounge","limit":-1}""", "invalid")]
    [InlineData("""{"id":2,"type":"history","conversation":"lounge","limit":1e99}""", "invalid")]
    [InlineData("""{"id":2,"type":"send","conversation":"lounge","content":7}""", "invalid")]
    [InlineData("""{"id":2,"type":"send","conversation":"lounge","content":"\u0000"}""", "invalid")]
    [InlineData("""{"id":2,"type":"send","conversation":"lounge","content":"\ud800"}""", "invalid")]
    [InlineData("""{"id":2,"type":"send","conversation":999999999,"content":"x"}""", "not_found")]
    public async Task A_wrong_command_is_refused_with_a_code_and_the_connection_goes_on(string frame, string code)
    {
        await using var chat = await Chat.On(Engine.Sqlite);
        await using var wire = await WireSocket.ConnectAsync(chat.Server.Port);
        await wire.HelloAsync("gus");
        await wire.SendTextAsync("""{"id":9,"type":"join","conversation":"lounge","create":true}""");
        await wire.ReadReplyAsync(9);

        await wire.SendTextAsync(frame);
        var answer = await ErrorOf(wire);
        answer.ShouldBe(code, frame);

        await wire.SendTextAsync("""{"id":10,"type":"ping"}""");
        (await wire.ReadReplyAsync(10)).TryGetProperty("ok", out _).ShouldBeTrue();
    }

    [Fact]
    public async Task Frames_that_break_the_protocol_close_the_connection_with_its_code()
    {
        await using var chat = await Chat.On(Engine.Sqlite);
        var (ana, ben) = await chat.Pair("ana", "ben");

        (await CloseAfter(chat, w => w.SendFrameAsync(WireSocket.Binary, new byte[] { 1, 2, 3 }))).Code.ShouldBe(1003);
        (await CloseAfter(chat, w => w.SendFrameAsync(WireSocket.Text, new byte[] { (byte)'"', 0xC3, 0x28, (byte)'"' }))).Code.ShouldBe(1007);
        (await CloseAfter(chat, w => w.SendFrameAsync(WireSocket.Text, new byte[70_000]))).Code.ShouldBe(1009);
        (await CloseAfter(chat, w => w.SendFrameAsync(WireSocket.Text, new byte[4], claimedLength: 1UL << 62))).Code.ShouldBe(1009);
        (await CloseAfter(chat, w => w.SendFrameAsync(WireSocket.Text, "{}"u8.ToArray(), masked: false))).Code.ShouldBeOneOf(1002, 4000);
        (await CloseAfter(chat, w => w.SendFrameAsync(WireSocket.Text, "{}"u8.ToArray(), reserved: 4))).Code.ShouldBeOneOf(1002, 4000);
        (await CloseAfter(chat, w => w.SendFrameAsync(WireSocket.Continuation, "{}"u8.ToArray()))).Code.ShouldBeOneOf(1002, 4000);
        (await CloseAfter(chat, w => w.SendFrameAsync(WireSocket.Ping, new byte[126]))).Code.ShouldBeOneOf(1002, 4000);
        (await CloseAfter(chat, w => w.SendFrameAsync(3, "{}"u8.ToArray()))).Code.ShouldBeOneOf(1002, 4000);

        await ana.Says("all well?");
        await ben.Sees("all well?");
        ben.Journal.All.OfType<Disconnected>().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_command_in_fragments_with_a_ping_between_is_one_command()
    {
        await using var chat = await Chat.On(Engine.Sqlite);
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

    [Fact]
    public async Task Deep_nesting_is_refused_like_any_other_nonsense()
    {
        await using var chat = await Chat.On(Engine.Sqlite);
        await using var wire = await WireSocket.ConnectAsync(chat.Server.Port);
        await wire.HelloAsync("gus");

        await wire.SendTextAsync("{\"id\":2,\"type\":\"ping\",\"x\":" + new string('[', 20_000) + new string(']', 20_000) + "}");

        (await ErrorOf(wire)).ShouldBeOneOf("malformed", "invalid");
    }

    [Fact]
    public async Task Without_hello_or_with_a_bad_one_nobody_gets_in()
    {
        await using var chat = await Chat.On(Engine.Sqlite);

        await using var early = await WireSocket.ConnectAsync(chat.Server.Port);
        await early.SendTextAsync("""{"id":1,"type":"ping"}""");
        (await early.ReadCloseAsync()).Code.ShouldBe(4001);

        await using var forged = await WireSocket.ConnectAsync(chat.Server.Port);
        await forged.SendTextAsync("""{"id":1,"type":"hello","token":"eyJhbGciOiJub25lIn0.e30."}""");
        (await forged.ReadCloseAsync()).Code.ShouldBe(4001);

        await using var silent = await WireSocket.ConnectAsync(chat.Server.Port);
        (await silent.ReadCloseAsync(TimeSpan.FromSeconds(30))).Code.ShouldBe(4009);
    }

    [Fact]
    public async Task A_handshake_that_stops_halfway_holds_up_nobody()
    {
        await using var chat = await Chat.On(Engine.Sqlite);
        var half = new List<WireSocket>();
        for (var i = 0; i < 50; i++)
        {
            var wire = await WireSocket.DialAsync(chat.Server.Port);
            await wire.SendRawAsync(Encoding.ASCII.GetBytes("GET /ws/v1 HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgr"));
            half.Add(wire);
        }

        var (ana, ben) = await chat.Pair("ana", "ben");
        await ana.Says("all well?");
        await ben.Sees("all well?");
        foreach (var wire in half)
            await wire.DisposeAsync();
    }

    private static async Task<(int? Code, string Reason)> CloseAfter(Chat chat, Func<WireSocket, Task> act)
    {
        await using var wire = await WireSocket.ConnectAsync(chat.Server.Port);
        await wire.HelloAsync("gus");
        await act(wire);
        return await wire.ReadCloseAsync();
    }

    private static async Task<string> ErrorOf(WireSocket wire)
    {
        while (await wire.ReadFrameAsync() is { OpCode: WireSocket.Text } frame)
        {
            using var json = System.Text.Json.JsonDocument.Parse(frame.Payload);
            if (json.RootElement.TryGetProperty("error", out var error))
                return error.GetProperty("code").GetString()!;
        }

        return "(closed)";
    }
}
