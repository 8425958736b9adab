using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Conversations;
using Parlance.Dialects.Django;
using Parlance.Dialects.FortiFun.Wire;
using Parlance.Dialects.Hosting;
using static Parlance.Dialects.FortiFun.Endpoints.Endpoint;

namespace Parlance.Dialects.FortiFun.Endpoints;

/// <summary>Conversations of two: docs/wire/fortifun.md, section Conversations.</summary>
internal static class ConversationEndpoints
{
    private const string Tag = "conversations";

    public static void MapConversations(this IEndpointRouteBuilder api)
    {
        var conversations = api.MapGroup("/api/v1/conversations").RequireToken(Errors);
        conversations.MapGet("", ListAsync).WithSlash().Describe(Tag, "One's conversations, latest first; with `page` a page of 20.").Asks("page").Produces<WireConversation[]>().Refuses(401, 404);
        conversations.MapPost("", StartAsync).Describe(Tag, "Write to somebody; the conversation of the two is made or brought back.").TakesFields<StartConversationRequest>().Produces<WireConversation>(201).Denies(400, 401, 403);
        conversations.MapGet("/{id}", FindAsync).Describe(Tag, "A conversation.").Produces<WireConversation>().Denies(401, 404);
        conversations.MapDelete("/{id}/leave", LeaveAsync).Describe(Tag, "Close a conversation for both; writing again brings it back.").Produces<DetailAnswer>().Denies(401, 404);
        // The native dialect has these; here they are not to be had.
        conversations.MapMethods("/{id}", [HttpMethods.Put, HttpMethods.Patch, HttpMethods.Delete], NotAllowed).ExcludeFromDescription();
        conversations.MapMessages();
    }

    /// <summary>A direct conversation that the caller is in and that is not closed.</summary>
    public static async Task<Access?> AccessAsync(HttpContext http, string id, FortiFunServices services) =>
        TryId(id, out var number)
        && (await services.Conversations.FindAsMemberAsync(http.Caller().Id, ConversationRef.Of(new ConversationId(number)))).TryGet(out var access, out _)
        && access.Conversation.Kind == ConversationKind.Direct
            ? access
            : null;

    private static IResult NotAllowed(HttpContext http)
    {
        http.Response.Headers.Allow = HttpMethods.Get;
        return Errors.Detail(StatusCodes.Status405MethodNotAllowed, $"Méthode « {http.Request.Method} » non autorisée.");
    }

    private static async Task<IResult> ListAsync(HttpContext http, FortiFunServices services, CancellationToken cancellationToken)
    {
        var entries = await services.Views.EntriesAsync(http.Caller().Id, cancellationToken);
        var links = Links.Of(http);
        return Paging.IsAsked(http)
            ? await Paging.OfAsync(http, entries, page => services.Views.OfAsync([.. page], links, cancellationToken), Json.WirePageWireConversation)
            : Ok(await services.Views.OfAsync([.. entries], links, cancellationToken), Json.WireConversationArray);
    }

    private static async Task<IResult> StartAsync(HttpContext http, FortiFunServices services, CancellationToken cancellationToken)
    {
        if (!(await BodyAsync(http)).TryGet(out var body, out var refusal))
            return Errors.Of(refusal);
        var me = http.Caller();
        var text = body.RequiredText("message", Postbox.MaxContent, trim: false);
        User? other = null;
        if (body.Integer("participant_id") is { } id)
        {
            if (id == me.Id.Value)
                body.Refuse("participant_id", FortiFunWords.WithOneself);
            else if (!(await services.Accounts.FindAsync(new UserId(id), cancellationToken)).TryGet(out other, out _))
                body.Refuse("participant_id", FortiFunWords.NoSuchParticipant);
        }

        if (body.Refused is { } refused)
            return refused;
        if (await services.Blocks.IsBetweenAsync(me.Id, other!.Id, cancellationToken))
            return Errors.Of(Postbox.Blocked);
        // The text first, for what cannot be stored must not open anything.
        if (Core.Messages.MessageRules.CheckContent(text!) is { } unfit)
            return Errors.Of(unfit with { Field = "message" });
        if (!(await services.Conversations.OpenDirectAsync(me, other)).TryGet(out var access, out refusal)
            || !(await services.Postbox.PostAsync(access, me, text!, file: null, cancellationToken)).TryGet(out _, out refusal))
            return Errors.Of(refusal);
        return await services.Views.FindAsync(me.Id, access.Conversation.Id, Links.Of(http), cancellationToken) is { } view
            ? Ok(view, Json.WireConversation, StatusCodes.Status201Created)
            : Errors.NotFound(); // the other one left at this very moment
    }

    private static async Task<IResult> FindAsync(HttpContext http, string id, FortiFunServices services, CancellationToken cancellationToken) =>
        TryId(id, out var number) && await services.Views.FindAsync(http.Caller().Id, new ConversationId(number), Links.Of(http), cancellationToken) is { } view
            ? Ok(view, Json.WireConversation)
            : Errors.NotFound();

    private static async Task<IResult> LeaveAsync(HttpContext http, string id, FortiFunServices services)
    {
        if (await AccessAsync(http, id, services) is not { } access)
            return Errors.NotFound();
        return (await services.Conversations.CloseDirectAsync(http.Caller().Id, ConversationRef.Of(access.Conversation.Id))).TryGet(out _, out var refusal)
            ? Detail("Conversation supprimée avec succès")
            : Errors.Of(refusal);
    }
}
