using System.Text.Json;
using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Matchmaking;
using Parlance.Dialects.Django;
using Parlance.Dialects.Hosting.Sockets;
using Parlance.Sockets.Frames;

namespace Parlance.Dialects.Blink.Socket;

/// <summary>The server's frames (docs/wire/blinkchat.md, Socket). Any thread.</summary>
internal static class BlinkFrames
{
    public static readonly Frame Waiting = Say("waiting", "Looking for someone...");
    public static readonly Frame PartnerNext = Say("partner_next");
    public static readonly Frame PartnerLeft = Say("partner_left");

    /// <param name="user">Null for somebody without an account.</param>
    public static Frame Connected(User? user)
    {
        var writer = Begin("connected");
        writer.WritePropertyName("user");
        if (user is null)
            writer.WriteNullValue();
        else
            WritePerson(writer, user.Id, DjangoCaller.NameOf(user), user.DisplayName);
        return Finish(writer);
    }

    public static Frame Matched(MatchFound e)
    {
        var partner = e.Partner;
        var name = partner.User is null ? "" : partner.Username ?? partner.DisplayName;
        var writer = Begin("matched");
        writer.WriteString("session_id", e.Match.ToString());
        writer.WriteStartObject("partner");
        writer.WriteString(WireNames.UserId, partner.Key);
        writer.WriteString(WireNames.Username, name);
        writer.WriteString(WireNames.DisplayName, partner.DisplayName);
        writer.WritePropertyName("meta");
        if (partner.User is { } user)
        {
            WritePerson(writer, user, name, partner.DisplayName);
        }
        else
        {
            writer.WriteStartObject();
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteBoolean("is_initiator", e.IsInitiator);
        return Finish(writer);
    }

    public static Frame Chat(MatchText e)
    {
        var writer = Begin("chat");
        writer.WriteString(WireNames.Message, e.Text);
        writer.WriteString("sender_id", e.From);
        return Finish(writer);
    }

    public static Frame Signal(MatchSignal e)
    {
        var writer = Begin("signal");
        writer.WritePropertyName("payload");
        writer.WriteRawValue(e.Payload, skipInputValidation: true);
        return Finish(writer);
    }

    private static void WritePerson(Utf8JsonWriter writer, UserId id, string username, string displayName)
    {
        writer.WriteStartObject();
        writer.WriteNumber(WireNames.UserId, id.Value);
        writer.WriteString(WireNames.Username, username);
        writer.WriteString(WireNames.DisplayName, displayName);
        writer.WriteEndObject();
    }

    private static Frame Say(string type, string? message = null)
    {
        var writer = Begin(type);
        if (message is not null)
            writer.WriteString(WireNames.Message, message);
        return Finish(writer);
    }

    private static Utf8JsonWriter Begin(string type)
    {
        var writer = JsonFrame.Begin();
        writer.WriteStartObject();
        writer.WriteString(WireNames.Type, type);
        return writer;
    }

    private static Frame Finish(Utf8JsonWriter writer)
    {
        writer.WriteEndObject();
        return JsonFrame.Finish();
    }
}
