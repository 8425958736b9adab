using System.Text.Json;

namespace Parlance.Scenarios.Harness.Forti;

/// <summary>One socket of the FortiFun app.</summary>
public sealed class FortiSocket : JsonSocket
{
    private static int _pings;

    private FortiSocket(WireSocket wire, string who)
        : base(wire, who)
    {
    }

    public static Task<FortiSocket> Open(int port, string path, string who, params string[] headers) => Open(port, path, who, headers, wire => new FortiSocket(wire, who));

    public async Task<FortiSocket> Entered(FortiPerson person)
    {
        var status = await Sees("connection_status");
        status.Text("status").ShouldBe("connected");
        status.Number("user_id").ShouldBe(person.Id);
        status.Text("username").ShouldBe(person.Name);
        return this;
    }

    /// <summary>Joins a conversation, and knows that it has.</summary>
    public async Task Joins(long conversation)
    {
        await Sends(("type", "join_conversation"), ("conversation_id", conversation));
        await SeesNothingMore();
    }

    public async Task<JsonElement> SeesMessage(string content)
    {
        var frame = await Sees("new_message");
        frame.GetProperty("message").Text("content").ShouldBe(content, Who);
        return frame;
    }

    public async Task SeesError(string message) => (await Sees("error")).Text("message").ShouldBe(message, Who);

    /// <summary>Checks that nothing came besides what was checked: the answer to a ping is the next frame.</summary>
    public async Task SeesNothingMore()
    {
        var number = Interlocked.Increment(ref _pings);
        await Sends(("type", "ping"), ("timestamp", number));
        (await Sees("pong")).Number("timestamp").ShouldBe(number, Who);
    }
}
