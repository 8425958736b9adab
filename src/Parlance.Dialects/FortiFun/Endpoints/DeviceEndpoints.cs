using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parlance.Core;
using Parlance.Core.Devices;
using Parlance.Dialects.Django;
using Parlance.Dialects.FortiFun.Wire;
using static Parlance.Dialects.FortiFun.Endpoints.Endpoint;

namespace Parlance.Dialects.FortiFun.Endpoints;

/// <summary>Where apps want to be woken; kept, and nothing is pushed: docs/wire/fortifun.md, section Device tokens.</summary>
internal static class DeviceEndpoints
{
    private const string Tag = "device tokens";
    private static readonly string[] Platforms = ["android", "ios", "web"];

    public static void MapDevices(this IEndpointRouteBuilder api)
    {
        var devices = api.MapGroup("/api/v1/accounts/device-tokens").RequireToken(Errors);
        foreach (var path in (string[])["", "/list"])
            devices.MapGet(path, ListAsync).Describe(Tag, "One's devices.").Produces<WireDeviceToken[]>().Denies(401);
        foreach (var path in (string[])["", "/register"])
            devices.MapPost(path, SaveAsync).Describe(Tag, "Register a device; whoever registers it last has it.").TakesFields<DeviceTokenRequest>().Produces<WireDeviceToken>(201).Denies(400, 401);
        foreach (var path in (string[])["", "/update"])
            devices.MapPut(path, SaveAsync).Describe(Tag, "Register a device again.").TakesFields<DeviceTokenRequest>().Produces<WireDeviceToken>(201).Denies(400, 401);
        devices.MapDelete("", RemoveAsync).Describe(Tag, "Forget a device.").TakesFields<DeviceTokenRequest>().Produces<DetailAnswer>().Denies(400, 401, 404);
        devices.MapPost("/unregister", RemoveAsync).Describe(Tag, "Forget a device.").TakesFields<DeviceTokenRequest>().Produces<DetailAnswer>().Denies(400, 401, 404);
    }

    private static async Task<IResult> ListAsync(HttpContext http, FortiFunServices services, CancellationToken cancellationToken) =>
        Ok([.. (await services.Devices.ListAsync(http.Caller().Id, cancellationToken)).Select(Of)], Json.WireDeviceTokenArray);

    private static async Task<IResult> SaveAsync(HttpContext http, FortiFunServices services, CancellationToken cancellationToken)
    {
        if (!(await BodyAsync(http)).TryGet(out var body, out var refusal))
            return Errors.Of(refusal);
        var token = TokenOf(body);
        var platform = body.Has("platform") ? body.Choice("platform", Platforms) : body.Has("device_type") ? body.Choice("device_type", Platforms) : "android";
        if (body.Refused is { } refused)
            return refused;
        return Ok(Of(await services.Devices.SaveAsync(http.Caller().Id, token!, platform!, services.Time.GetUtcNow(), cancellationToken)), Json.WireDeviceToken, StatusCodes.Status201Created);
    }

    private static async Task<IResult> RemoveAsync(HttpContext http, FortiFunServices services, CancellationToken cancellationToken)
    {
        if (!(await BodyAsync(http)).TryGet(out var body, out var refusal))
            return Errors.Of(refusal);
        var token = TokenOf(body);
        if (body.Refused is { } refused)
            return refused;
        return await services.Devices.RemoveAsync(http.Caller().Id, token!, cancellationToken) ? Detail("Appareil supprimé avec succès") : Errors.NotFound();
    }

    private static string? TokenOf(DjangoBody body)
    {
        var field = !body.Has("token") && body.Has("device_token") ? "device_token" : "token";
        var token = body.RequiredText(field, DeviceToken.MaxToken);
        if (token is not null && !TextRules.IsClean(token))
            body.Refuse(field, Errors.Words.NotText);
        return token;
    }

    private static WireDeviceToken Of(DeviceToken device) =>
        new(device.Id, device.Token, device.Platform, device.IsActive, DjangoTime.Of(device.CreatedAt), DjangoTime.Of(device.UpdatedAt));
}
