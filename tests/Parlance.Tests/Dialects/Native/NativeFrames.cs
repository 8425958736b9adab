using System.Text;
using System.Text.Json.Serialization.Metadata;
using Parlance.Core;
using Parlance.Dialects.Native.Socket;
using Parlance.Dialects.Native.Wire;
using Parlance.Sockets.Frames;

namespace Parlance.Tests.Dialects.Native;

/// <summary>Short words for the frames of the native wire.</summary>
internal static class NativeFrames
{
    private static readonly NativeJson Json = NativeJson.Default;

    /// <summary>Every command of the socket with a reader of its record.</summary>
    public static readonly IReadOnlyDictionary<string, Func<byte[], Refusal?>> Readers = new Dictionary<string, Func<byte[], Refusal?>>
    {
        ["hello"] = Reader(Json.HelloCommand),
        ["refresh"] = Reader(Json.RefreshCommand),
        ["send"] = Reader(Json.SendCommand),
        ["watch"] = Reader(Json.UsersCommand),
        ["unwatch"] = Reader(Json.UsersCommand),
        ["ping"] = _ => null, // nothing of it is read
        ["create_room"] = Reader(Json.CreateRoomCommand),
        ["create_group"] = Reader(Json.CreateGroupCommand),
        ["open_direct"] = Reader(Json.OpenDirectCommand),
        ["join"] = Reader(Json.JoinCommand),
        ["leave"] = Reader(Json.ConversationCommand),
        ["update_conversation"] = Reader(Json.UpdateConversationCommand),
        ["delete_conversation"] = Reader(Json.ConversationCommand),
        ["add_member"] = Reader(Json.MemberCommand),
        ["remove_member"] = Reader(Json.MemberCommand),
        ["set_role"] = Reader(Json.MemberCommand),
        ["conversation"] = Reader(Json.ConversationCommand),
        ["conversations"] = Reader(Json.ListCommand),
        ["rooms"] = Reader(Json.RoomsCommand),
        ["members"] = Reader(Json.MembersCommand),
        ["history"] = Reader(Json.HistoryCommand),
        ["search"] = Reader(Json.SearchCommand),
        ["clear"] = Reader(Json.ConversationCommand),
        ["edit"] = Reader(Json.MessageCommand),
        ["delete"] = Reader(Json.MessageCommand),
        ["react"] = Reader(Json.MessageCommand),
        ["receipt"] = Reader(Json.ReceiptCommand),
        ["typing"] = Reader(Json.TypingCommand),
        ["ice"] = Reader(Json.EmptyReply),
        ["signal"] = Reader(Json.SignalCommand),
        ["call_start"] = Reader(Json.CallStartCommand),
        ["call_join"] = Reader(Json.CallJoinCommand),
        ["call_leave"] = Reader(Json.CallLeaveCommand),
        ["call_decline"] = Reader(Json.ConversationCommand),
        ["call"] = Reader(Json.ConversationCommand),
        ["call_report"] = Reader(Json.CallReportCommand),
        ["call_records"] = Reader(Json.CallRecordsCommand),
        ["report"] = Reader(Json.ReportCommand),
        ["block"] = Reader(Json.BlockCommand),
        ["unblock"] = Reader(Json.BlockCommand),
        ["blocks"] = Reader(Json.BlocksCommand),
        ["users"] = Reader(Json.UsersCommand),
        ["match_join"] = Reader(Json.MatchJoinCommand),
        ["match_leave"] = Reader(Json.EmptyReply),
        ["match_next"] = Reader(Json.EmptyReply),
        ["match_text"] = Reader(Json.MatchTextCommand),
        ["match_signal"] = Reader(Json.MatchSignalCommand),
        ["match_why"] = Reader(Json.MatchWhyCommand),
    };

    /// <summary>Why the frame is refused before anything is done about it; null when it is a command.</summary>
    public static Refusal? Refuse(string frame) => Refuse(Encoding.UTF8.GetBytes(frame));

    public static Refusal? Refuse(byte[] frame) =>
        CommandHead.Read(frame, out var head) ?? (Readers.TryGetValue(head.Type, out var read) ? read(frame) : null);

    /// <summary>The text of a server frame.</summary>
    public static string TextOf(Frame frame)
    {
        var header = frame.Bytes[1] switch { 126 => 4, 127 => 10, _ => 2 };
        return Encoding.UTF8.GetString(frame.Bytes.AsSpan(header));
    }

    public static void ShouldBeNamed(this CommandHead head, string type, long? id)
    {
        head.Type.ShouldBe(type);
        head.Id.ShouldBe(new CommandId(id, null));
    }

    private static Func<byte[], Refusal?> Reader<T>(JsonTypeInfo<T> type) where T : class => frame => NativePayload.Read(frame, type).Refusal;
}
